import { showArrivals } from '../shared/showArrivals.js';

showArrivals(new URLSearchParams(location.search).get('view') ?? '');
document.querySelector('#back').addEventListener('click', () => history.back());

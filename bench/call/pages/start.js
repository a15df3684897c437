window.start = performance.now();

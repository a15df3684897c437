'use client';

import { useEffect } from 'react';
import { fire } from '../fire.js';

export default function Page() {
  useEffect(fire, []);
  return <h1>Next.js</h1>;
}

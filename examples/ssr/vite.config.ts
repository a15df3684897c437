import react from '@vitejs/plugin-react';
import vike from 'vike/plugin';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/apps/ssr/',
  plugins: [vike(), react()],
  build: { outDir: '../dist/ssr', emptyOutDir: true },
});

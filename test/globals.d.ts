// The tests import src, which tsconfig.json leaves out: this brings its ambient declarations along.
/// <reference path="../src/globals.d.ts" />

#!/usr/bin/env node
import { runProgram } from '@hourglass/command-line';
import { createProgram } from './program.ts';

await runProgram('hourglass', createProgram);

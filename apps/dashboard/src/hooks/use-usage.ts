import { useEffect, useState } from 'react';
import { type Usage, usageMeter } from '../machine/usage.ts';

const periodMs = 1000;

/** What the machine and a process do, asked every second as long as somebody looks. */
export function useUsage(pid: number | undefined): Usage {
  const [meter] = useState(() => usageMeter(pid));
  const [usage, setUsage] = useState(meter);
  useEffect(() => {
    const timer = setInterval(() => setUsage(meter()), periodMs);
    return () => clearInterval(timer);
  }, [meter]);
  return usage;
}

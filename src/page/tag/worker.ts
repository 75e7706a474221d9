/** @file The thread that tags. */
export {};

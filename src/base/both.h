/* Runs two pieces of work at once, the second in a thread of its own.
 * Meant for work that takes milliseconds: starting a thread costs about 50 microseconds.
 * The pieces may only read what they share. */
#ifndef SSE_BASE_BOTH_H
#define SSE_BASE_BOTH_H

typedef void sse_piece_fn(void *piece);

/* Calls `work` for both pieces and returns when both are done. If no thread can be started, runs them one
 * after the other. */
void sse_both(sse_piece_fn *work, void *first, void *second);

#endif

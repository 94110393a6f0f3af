/* Two pieces of work at once, the second in a thread of its own.
 * For work that takes milliseconds: a thread costs some 50 microseconds.
 * What the pieces share they may only read. */
#ifndef SSE_BASE_BOTH_H
#define SSE_BASE_BOTH_H

typedef void sse_piece_fn(void *piece);

/* Calls `work` for both and returns once both are done; one after the other where no thread can be had. */
void sse_both(sse_piece_fn *work, void *first, void *second);

#endif

/* Deadlines: the moment at which work has to be done.
 * They are points of CLOCK_MONOTONIC, which nobody sets and by which POSIX threads can wait, too.
 * One deadline covers the whole of a piece of work, however many waits it takes. */
#ifndef SSE_BASE_DEADLINE_H
#define SSE_BASE_DEADLINE_H

#include <stdbool.h>
#include <time.h>

/* The moment so many milliseconds from now, by CLOCK_MONOTONIC. */
struct timespec sse_deadline_in(unsigned milliseconds);
/* True at that moment and after it. */
bool sse_deadline_is_over(struct timespec moment);
/* Milliseconds until that moment, rounded up; 0 once it is over, INT_MAX where it is further away. */
unsigned sse_deadline_left(struct timespec moment);

#endif

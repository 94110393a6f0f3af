/* Deadlines: the time by which work must be done.
 * They are points on CLOCK_MONOTONIC, which nobody sets and which POSIX threads can wait on.
 * One deadline covers a whole piece of work, however many waits it takes. */
#ifndef SSE_BASE_DEADLINE_H
#define SSE_BASE_DEADLINE_H

#include <stdbool.h>
#include <time.h>

/* The deadline that is this many milliseconds from now. */
struct timespec sse_deadline_in(unsigned milliseconds);
/* True once the deadline has been reached. */
bool sse_deadline_is_over(struct timespec moment);
/* Milliseconds until the deadline, rounded up; 0 once it has passed, INT_MAX if it is further away than
 * that. */
unsigned sse_deadline_left(struct timespec moment);

#endif

/* Moments of the clock that no one sets, for time limits.
 * It is CLOCK_MONOTONIC, which POSIX threads can wait by, too.
 * clock_gettime cannot fail for it. */
#include "base/deadline.h"

struct timespec sse_deadline_in(unsigned milliseconds) {
  enum { NANOSECONDS = 1000000000 };
  struct timespec moment = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &moment);
  moment.tv_sec += milliseconds / 1000;
  moment.tv_nsec += (long)(milliseconds % 1000) * 1000000;
  if (moment.tv_nsec >= NANOSECONDS) {
    moment.tv_sec++;
    moment.tv_nsec -= NANOSECONDS;
  }
  return moment;
}

bool sse_deadline_is_over(struct timespec moment) {
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec > moment.tv_sec || (now.tv_sec == moment.tv_sec && now.tv_nsec >= moment.tv_nsec);
}

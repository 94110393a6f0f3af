/* Private to query/: the days that a date in a filter stands for.
 * A date may be a day, a month, a year or a name such as yesterday; a range has two dates.
 * Days are numbers, as index_day_of counts them. */
#ifndef SSE_QUERY_DAYS_H
#define SSE_QUERY_DAYS_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The first and the last day of a date as people and programs write it ("2023", "March 2023", "20230320"), of
 * "-30d", "-2w", "-6m", "-1y" before `today`, or of "today", "last week" and the like. Returns false for
 * anything else. */
bool days_of(sse_str text, sse_date today, uint32_t *first, uint32_t *last);
/* The same for a single date or a range such as "2023-06..2023-08", either end of which may be missing. */
bool days_of_range(sse_str text, sse_date today, uint32_t *first, uint32_t *last);

#endif

/* Private to query/: the days that a date in a filter means.
 * A date may be a day, a month, a year or a name of one such as yesterday, and a range has two of them.
 * Days are numbers, as index_day_of counts them. */
#ifndef SSE_QUERY_DAYS_H
#define SSE_QUERY_DAYS_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* The first and the last day of a date as people and programs write it ("2023", "March 2023", "20230320"), of
 * "-30d", "-2w", "-6m", "-1y" before `today`, or of "today", "last week" and their like; false for anything
 * else. */
bool days_of(sse_str text, sse_date today, uint32_t *first, uint32_t *last);
/* The same for "2023-06..2023-08", of which either end may be left out, and for one date. */
bool days_of_range(sse_str text, sse_date today, uint32_t *first, uint32_t *last);

#endif

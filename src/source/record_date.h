/* Private to source/: dates in records that are not written as one plain date.
 * Libraries write what they know, "c2023." or "2023///Jul-Aug"; tables may have a column for each part.
 * Pure functions, except for the buffers they append to. */
#ifndef SSE_SOURCE_RECORD_DATE_H
#define SSE_SOURCE_RECORD_DATE_H

#include "base/buffer.h"
#include "base/str.h"

/* Returns the readable part of a date as libraries write it; `made` may receive its text. */
sse_str record_date_loose(sse_str text, sse_buffer *made);

typedef enum record_date_part {
  RECORD_DATE_NONE,
  RECORD_DATE_MONTH,
  RECORD_DATE_DAY,
  RECORD_DATE_TAG /* German for "day", if it is a number */
} record_date_part;

/* Which part of a date a value is, judging by its name. A month or a day says nothing by itself; only
 * together with a year are they taken for a date. */
record_date_part record_date_part_of(sse_str name, sse_str text);

/* Returns true for a year alone, which spreadsheets may write as 2023.0. */
bool record_date_is_year(sse_str text);

/* Appends the date made of a year, a month (number or name) and a day, if any. Returns false if that is not a
 * date. */
bool record_date_join(sse_str year, sse_str month, sse_str day, sse_buffer *date);

#endif

/* Private to source/: dates as records have them, where that is not one text that is a date.
 * Libraries write what they know, "c2023." or "2023///Jul-Aug"; tables have a column for each part.
 * Pure, but for what is appended to. */
#ifndef SSE_SOURCE_RECORD_DATE_H
#define SSE_SOURCE_RECORD_DATE_H

#include "base/buffer.h"
#include "base/str.h"

/* A date as libraries write it, or the part of it that can be read; `made` may receive its text. */
sse_str record_date_loose(sse_str text, sse_buffer *made);

typedef enum record_date_part {
  RECORD_DATE_NONE,
  RECORD_DATE_MONTH,
  RECORD_DATE_DAY,
  RECORD_DATE_TAG /* a day in German, where it is a number */
} record_date_part;

/* What part of a date a value is, by its name: a month or a day alone says nothing; a year tells that they
 * are meant. */
record_date_part record_date_part_of(sse_str name, sse_str text);

/* True for a year alone, which spreadsheets may write as 2023.0. */
bool record_date_is_year(sse_str text);

/* Appends the date of a year, a month as a number or a name, and a day, if any; false where it is none. */
bool record_date_join(sse_str year, sse_str month, sse_str day, sse_buffer *date);

#endif

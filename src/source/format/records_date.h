/* Private to source/: the date of a record, in separate parts as in JATS, PubMed, EndNote and others.
 * Parts come in any order; a month may be a word.
 * It is kept until the element around the parts ends. */
#ifndef SSE_SOURCE_RECORDS_DATE_H
#define SSE_SOURCE_RECORDS_DATE_H

#include "base/buffer.h"
#include "base/date.h"

/* All zero is none. */
struct records_date {
  sse_buffer year, month, day;
  sse_buffer rest; /* for EndNote: "Jul 25", or the whole date */
};

/* Takes the text of an element that is a part of the date; the last element of its path says which part. */
void records_date_take(struct records_date *date, const char *path, sse_str text);

/* Returns true for the path of a year, which is a date by itself if the other parts cannot be read. */
bool records_date_is_year(const char *path);

/* Keeps the day of an OAI-PMH answer, which is in UTC (2.0, 3.2: "2023-07-25T10:00:00Z"). Only the first is
 * kept; an invalid one leaves `day` unchanged. */
void records_date_of_answer(sse_str stamp, char day[SSE_DATE_SIZE]);

/* Appends the date and returns the number of its parts: 1 for a year alone, 0 for none. Clears the date. */
int records_date_end(struct records_date *date, sse_buffer *out);

bool records_date_has_failed(const struct records_date *date);
void records_date_clear(struct records_date *date);
void records_date_reset(struct records_date *date); /* frees the memory */

#endif

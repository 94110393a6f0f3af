/* From a file or a folder to news items: what the folder source/ offers to the others.
 * source_walk finds the files, source_read turns one file into items and hands them on one by one.
 * Everything handed on is valid UTF-8 in NFC; nothing of a file is kept in memory but the item at hand. */
#ifndef SSE_SOURCE_H
#define SSE_SOURCE_H

#include "base/base.h"

/* One news item. All text is borrowed for the time of the call that hands it on. */
typedef struct source_item {
  sse_str title; /* never empty */
  sse_str body;  /* summary or body; paragraphs end in one newline; may be empty */
  sse_date date; /* year 0 where there is none */
  sse_str url;   /* none where there is none, as with the two below */
  sse_str source;
  sse_str lang; /* BCP 47 */
} source_item;

/* What the person asked for; NULL leaves it to detection. */
typedef struct source_options {
  const char *format; /* a name that source_format_known knows */
  const char *lang;
  const char *source; /* the label of the publisher */
} source_options;

/* Who receives what a file holds. */
typedef struct source_handler {
  void *context;
  /* An item; a status other than SSE_OK ends the reading and becomes its result. */
  sse_status (*on_item)(void *context, const source_item *item, sse_error *err);
  /* Part of the file that was skipped, and why; `message` names the file and the line. */
  void (*on_skipped)(void *context, const char *message);
  /* `bytes` of the file have been read; called after each line. May be NULL. */
  void (*on_bytes)(void *context, uint64_t bytes);
} source_handler;

typedef struct source_report {
  size_t items;    /* handed on */
  size_t skipped;  /* parts of the file that were reported to on_skipped */
  size_t repaired; /* bytes that were not UTF-8 and became U+FFFD */
} source_report;

/* Reads the file `path` ("-" is standard input) and hands its items on in order. `report` is filled in
 * whatever the result. Errors: what sse_lines_open and sse_lines_next give, SSE_INVALID for a binary or an
 * empty file, SSE_TOO_LARGE, SSE_NO_MEMORY, and what on_item gives; items handed on before an error are then
 * part of a file that was not read whole. */
sse_status source_read(const char *path, const source_options *options, const source_handler *handler,
                       source_report *report, sse_error *err);

bool source_format_known(const char *format);

/* Receives a file that a walk found and its size in bytes. */
typedef sse_status source_file_fn(void *context, const char *path, uint64_t size, sse_error *err);
/* Receives why a folder below the one walked could not be read. */
typedef void source_walk_problem_fn(void *context, const char *message);

/* Calls `on_file` for `path` where it is a file or "-", else for each file below it that a reader takes by
 * its name, in the byte order of their paths. Names that begin with a dot and symbolic links to folders are
 * passed over; a folder below that cannot be read goes to `on_problem`. Errors: SSE_NOT_FOUND, SSE_DENIED,
 * SSE_IO for `path` itself; SSE_NO_MEMORY; what on_file gives. */
sse_status source_walk(const char *path, void *context, source_file_fn *on_file,
                       source_walk_problem_fn *on_problem, sse_error *err);

/* ---- Dates as people write them ------------------------------------------------------------- */

/* Reads a text that is a date and nothing else, in English, French, Spanish, Portuguese, German or Korean, or
 * in ISO 8601: "01 August 2023", "July 11, 2023", "mardi 25 juillet 2023", "11 de julio de 2023", "2023년 7월
 * 25일", "August 2023". False, and `*date` untouched, for anything else. */
bool source_date_parse(sse_str text, sse_date *date);

#endif

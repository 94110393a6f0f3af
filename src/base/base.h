/* What every part of ssesearch stands on: status and error, borrowed strings, growable buffer,
 * calendar date, log, and reading files line by line.
 * Nothing here knows of news items, of SQLite or of Unicode. */
#ifndef SSE_BASE_H
#define SSE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define SSE_VERSION "0.1.0"

/* ---- Status and error --------------------------------------------------------------------- */

typedef enum sse_status {
  SSE_OK = 0,
  SSE_NOT_FOUND, /* a file, an index or an item is not there */
  SSE_DENIED,    /* there, but not ours to read or write */
  SSE_INVALID,   /* input that is not what it has to be */
  SSE_TOO_LARGE, /* input over a limit */
  SSE_IO,        /* reading or writing failed, a full disk included */
  SSE_NO_MEMORY,
  SSE_DATABASE, /* the index is not one, is damaged, or is of another version */
  SSE_BUSY,     /* another run holds the lock */
  SSE_TIMEOUT   /* it took longer than it may */
} sse_status;

/* What went wrong, for a person: names the file, says what is wrong and what to do.
 * The caller owns it; it is written by the function that fails and read by programs/ only. */
typedef struct sse_error {
  sse_status status;
  char message[1024]; /* UTF-8, one line, no program name in front and no newline behind */
} sse_error;

/* Writes the status and the formatted message (cut where it is too long) into `err` and returns `status`,
 * so that a failure reads `return sse_fail(err, SSE_IO, …)`. */
sse_status sse_fail(sse_error *err, sse_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a failed system call: `path: what: strerror(number)`, the status chosen by errno's `number`.
 */
sse_status sse_fail_errno(sse_error *err, int number, const char *path, const char *what);

/* Inline, so that a static analyser sees that the result is never SSE_OK. */
static inline sse_status sse_fail_memory(sse_error *err) {
  (void)sse_fail(err, SSE_NO_MEMORY, "out of memory");
  return SSE_NO_MEMORY;
}

/* ---- Borrowed strings --------------------------------------------------------------------- */

/* Text that someone else owns; not NUL-terminated. {NULL, 0} is "none". */
typedef struct sse_str {
  const char *data;
  size_t length; /* bytes */
} sse_str;

sse_str sse_str_of(const char *text); /* NULL gives none */
bool sse_str_equal(sse_str a, sse_str b);
/* The same text without ASCII white space at either end. */
sse_str sse_str_trim(sse_str text);
/* The bytes of `text` from `start` up to, not including, `end`; needs start <= end <= length. */
sse_str sse_str_part(sse_str text, size_t start, size_t end);

/* ---- Growable buffer ---------------------------------------------------------------------- */

/* Bytes that grow. All zero is an empty buffer. Failure sticks: after an allocation failed, further appends
 * do nothing and `failed` is set, so one look at the end is enough. `data` is NUL-terminated once something
 * was appended, NULL before. */
typedef struct sse_buffer {
  char *data;
  size_t length;
  size_t capacity;
  bool failed;
} sse_buffer;

void sse_buffer_append(sse_buffer *buffer, const void *data, size_t length);
void sse_buffer_append_str(sse_buffer *buffer, sse_str text);
void sse_buffer_append_text(sse_buffer *buffer, const char *text); /* NUL-terminated */
void sse_buffer_printf(sse_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Appends text as a part of an address: unreserved characters (RFC 3986, 2.3) and those in `also` as they
 * are, every other byte as %XX. */
void sse_buffer_append_encoded(sse_buffer *buffer, const char *text, const char *also);
/* Forgets the content, keeps the memory. `failed` is cleared. */
void sse_buffer_clear(sse_buffer *buffer);
/* Gives the memory back and leaves an empty buffer. */
void sse_buffer_reset(sse_buffer *buffer);
/* The content; valid until the buffer changes. */
sse_str sse_buffer_str(const sse_buffer *buffer);

/* Makes room for `count` things of `size` bytes in the array at `*array`, which has room for `*capacity`;
 * doubles at least, so that appending one by one costs constant time. False, and nothing changed, where
 * memory is short or the size overflows. */
bool sse_array_reserve(void **array, size_t *capacity, size_t count, size_t size);

/* The same, and what is new of the array is zero up to its capacity. */
bool sse_array_reserve_zero(void **array, size_t *capacity, size_t count, size_t size);

/* A NUL-terminated copy the caller frees; NULL where memory is short. */
char *sse_copy(sse_str text);

/* ---- Calendar date ------------------------------------------------------------------------ */

/* A date in the proleptic Gregorian calendar, to the day, the month or the year.
 * Year 0 is "no date"; month 0 means only the year is known, day 0 only year and month. */
typedef struct sse_date {
  int year;  /* 1 to 9999, or 0 */
  int month; /* 1 to 12, or 0 */
  int day;   /* 1 to 31, or 0 */
} sse_date;

enum { SSE_DATE_SIZE = 11 }; /* bytes for "2023-07-25" and its NUL */

/* True for a date there is, to the precision it has (2023-02-29 is none); false for "no date". */
bool sse_date_is_valid(sse_date date);
/* Writes ISO 8601: "2023-07-25", "2023-07", "2023"; "" for an invalid date. These sort as text by date. */
void sse_date_format(sse_date date, char out[SSE_DATE_SIZE]);
/* Reads what sse_date_format writes, nothing around it; false, and `*date` untouched, for anything else. */
bool sse_date_parse(sse_str text, sse_date *date);
/* The day it is, by UTC; no date where the clock is out of all calendars. */
sse_date sse_date_today(void);

/* ---- Time limits -------------------------------------------------------------------------- */

/* The moment so many milliseconds from now, by CLOCK_MONOTONIC. */
struct timespec sse_moment_in(unsigned milliseconds);
/* True at that moment and behind it. */
bool sse_moment_is_over(struct timespec moment);

/* ---- Log ---------------------------------------------------------------------------------- */

typedef enum sse_log_level { SSE_LOG_ERROR, SSE_LOG_WARNING, SSE_LOG_INFO, SSE_LOG_DEBUG } sse_log_level;

/* The program's only mutable global state: what is printed, and under which name. `program` is borrowed. */
void sse_log_init(const char *program, sse_log_level level);
/* One line `program: message` to standard error where `level` is at or below the level set. Control
 * characters in the message are printed as '?', so that a file's name cannot drive the terminal. */
void sse_log(sse_log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- Character sets ----------------------------------------------------------------------- */

/* Turns text of another character set into UTF-8, block by block. */
typedef struct sse_decoder sse_decoder;

/* `charset` is a name that iconv knows. `*decoder` is the caller's to free. Errors: SSE_INVALID for an
 * unknown name, SSE_NO_MEMORY. */
sse_status sse_decoder_new(const char *charset, sse_decoder **decoder, sse_error *err);
void sse_decoder_free(sse_decoder *decoder); /* NULL is allowed */
/* Appends the next block to `out`; `at_end` tells that it is the last. Errors: SSE_NO_MEMORY. */
sse_status sse_decode(sse_decoder *decoder, sse_str block, bool at_end, sse_buffer *out, sse_error *err);
/* Bytes, or units of two or four, that meant nothing and became U+FFFD; 0 for NULL. */
size_t sse_decoder_repaired(const sse_decoder *decoder);

/* ---- Files -------------------------------------------------------------------------------- */

/* Where bytes come from: a file, an archive's entry, a program's output. */
typedef struct sse_stream {
  void *context;
  /* Reads up to `size` bytes into `block`; `*got` is 0 at the end only. */
  sse_status (*read)(void *context, char *block, size_t size, size_t *got, sse_error *err);
  void (*close)(void *context); /* frees the context */
} sse_stream;

/* Opens `path` ("-" is standard input) for reading; a folder or a device is refused. `*stream` is the
 * caller's to close. Errors: SSE_NOT_FOUND, SSE_DENIED, SSE_INVALID, SSE_IO, SSE_NO_MEMORY. */
sse_status sse_file_open(const char *path, sse_stream *stream, sse_error *err);

/* A stream read forward in lines. Keeps one block and one line in memory, whatever the stream's size. */
typedef struct sse_lines sse_lines;

enum {
  SSE_LINES_PEEK = 64 * 1024,     /* bytes sse_lines_peek shows at the most */
  SSE_LINES_LONGEST = 1024 * 1024 /* bytes a line may have */
};

/* Reads `stream`, which messages name `name`, and closes it with the lines, or at once where this fails.
 * `*lines` is the caller's to close. Errors: SSE_NO_MEMORY and what the stream gives. */
sse_status sse_lines_new(const char *name, sse_stream stream, sse_lines **lines, sse_error *err);
/* The same for the file `path`. Errors: those of sse_file_open too. */
sse_status sse_lines_open(const char *path, sse_lines **lines, sse_error *err);
/* Closes and frees; NULL is allowed. */
void sse_lines_close(sse_lines *lines);
/* Reads what comes next as bytes, across lines; `*got` is 0 at the end only. */
sse_status sse_lines_read(sse_lines *lines, char *block, size_t size, size_t *got, sse_error *err);
/* Shows the file's beginning without consuming it; only before the first sse_lines_next. */
sse_str sse_lines_peek(const sse_lines *lines);
/* Has the file turned into UTF-8 from `charset`, a name that iconv knows; only before the first
 * sse_lines_next. Errors: SSE_INVALID for an unknown name, SSE_NO_MEMORY. */
sse_status sse_lines_decode(sse_lines *lines, const char *charset, sse_error *err);
/* Bytes that meant nothing in that character set and became U+FFFD. */
size_t sse_lines_repaired(const sse_lines *lines);
/* The next line without its end (LF or CRLF), borrowed until the next call; `*more` is false at the end of
 * the file. Errors: SSE_IO, SSE_NO_MEMORY, and SSE_TOO_LARGE for a line over SSE_LINES_LONGEST. */
sse_status sse_lines_next(sse_lines *lines, sse_str *line, bool *more, sse_error *err);
size_t sse_lines_number(const sse_lines *lines);  /* of the line last returned, from 1 */
uint64_t sse_lines_bytes(const sse_lines *lines); /* read from the file so far */

/* Copies the file `from` to `to`, with its permissions and, where that is allowed, its owner. Errors:
 * SSE_NOT_FOUND, SSE_DENIED, SSE_IO, SSE_NO_MEMORY; `to` may then be there in part. */
sse_status sse_file_copy(const char *from, const char *to, sse_error *err);
/* Puts the file `from` into the place of `to`, in the same folder, and has both on the disk before it
 * returns. Errors: SSE_DENIED, SSE_IO, SSE_NO_MEMORY; `to` is then the old or the new file, whole. */
sse_status sse_file_replace(const char *from, const char *to, sse_error *err);

/* Appends the path of a file of ours: "/ssesearch/" and `name` in the folder that the environment's
 * `variable` names or, by default, in `folder` of the home; nothing where there is neither (XDG Base
 * Directory Specification, which has a variable that is no absolute path ignored). */
void sse_home_path(const char *variable, const char *folder, const char *name, sse_buffer *path);

/* Makes the folder that holds `path`, and those above it, where they are missing (mode 0755). */
sse_status sse_make_parents(const char *path, sse_error *err);

#endif

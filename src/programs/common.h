/* Private to programs/: what the programs' command lines have in common.
 * Finding the index, reading numbers, the version, and making sure that output arrived.
 * Nothing here knows what a program does. */
#ifndef SSE_PROGRAMS_COMMON_H
#define SSE_PROGRAMS_COMMON_H

#include "base/status.h"
#include "render/messages.h"

#include <stdbool.h>

/* The path of the index: `option` if not NULL, else what $SSESEARCH_DB names, else `configured` if not NULL,
 * else that of index_default_path. The caller frees it. With `make_folder`, the folder of the default path is
 * created if it is missing. */
sse_status program_index_path(const char *option, const char *configured, bool make_folder, char **path,
                              sse_error *err);

/* Reads exactly a number from 0 to `most`; for anything else returns false and leaves `*number` unchanged. */
bool program_read_number(const char *text, long most, size_t *number);

/* The language of messages, from the first of LC_ALL, LC_MESSAGES and LANG that is set (POSIX, 8.2). */
messages_language program_language(void);

void program_print_version(const char *program);

/* Opens those of the standard streams that are closed, so that no file takes their descriptors and receives
 * what should be printed. Must be called first. Reading and writing these streams still fails, as if they
 * were closed. */
void program_hold_streams(void);

/* Flushes standard output. Errors: SSE_IO if some output did not arrive (a full disk, a closed pipe). */
sse_status program_flush(sse_error *err);

/* Like program_flush; if standard output is a file, also syncs it to disk, so that what is then recorded as
 * printed survives a power failure. */
sse_status program_deliver(sse_error *err);

/* Writes `before`, `text` and `after`; `text` without anything that could drive a terminal, and without
 * passwords in addresses. */
void program_print(FILE *out, const char *before, const char *text, const char *after);

#endif

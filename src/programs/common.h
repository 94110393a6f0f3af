/* Private to programs/: what the programs' command lines have in common.
 * Where the index is, numbers, the version, and making sure that what was printed arrived.
 * Nothing here knows what a program does. */
#ifndef SSE_PROGRAMS_COMMON_H
#define SSE_PROGRAMS_COMMON_H

#include "base/status.h"
#include "render/messages.h"

#include <stdbool.h>

/* The path of the index: `option` where it is not NULL, else what $SSESEARCH_DB names, else `configured`
 * where that is not NULL, else index_default_path's. The caller frees it. With `make_folder`, the folder of
 * the default path is made where it is missing. */
sse_status program_index_path(const char *option, const char *configured, bool make_folder, char **path,
                              sse_error *err);

/* Reads a number from 0 to `most`, and nothing around it; false, and `*number` untouched, for anything else.
 */
bool program_read_number(const char *text, long most, size_t *number);

/* The language of messages, as LC_ALL, LC_MESSAGES and LANG say: the first that is set (POSIX, 8.2). */
messages_language program_language(void);

void program_print_version(const char *program);

/* Opens what is closed of the standard streams, so that no file takes the place of one and gets what was to
 * be printed. To be called first; reading and writing them then fails as it would closed. */
void program_hold_streams(void);

/* Flushes standard output. Errors: SSE_IO where something printed did not arrive (a full disk, a closed
 * pipe). */
sse_status program_flush(sse_error *err);

/* The same, and where that is a file has it on the disk: what is noted as printed then is so even where the
 * machine loses power. */
sse_status program_deliver(sse_error *err);

/* Writes `before`, `text` and `after`; the text without what could drive a terminal, and without passwords of
 * addresses in it. */
void program_print(FILE *out, const char *before, const char *text, const char *after);

#endif

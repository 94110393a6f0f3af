/* Private to source/: a table next to a folder of the same name, whose rows describe the files in the folder:
 * posts.csv and posts/17.html, as Substack exports them.
 * The row with a file's name as its id has what the file does not say: headline, date, whether it is public.
 */
#ifndef SSE_SOURCE_DESCRIBED_H
#define SSE_SOURCE_DESCRIBED_H

#include "source/part.h"
#include "source/source.h"

/* True for the name of a table; `*length` is then the length of its folder's name. */
bool described_is_table(sse_str path, size_t *length);

/* Finds what is next to a file on disk. Folders and tables that cannot be read are nothing. Errors:
 * SSE_NO_MEMORY. */
sse_status described_find(const char *path, struct described *described, sse_error *err);

/* Adds what the table says of the file at `path` to `said`; `*is_listed` is false if it has no row. Errors:
 * SSE_NO_MEMORY. */
sse_status described_take(const struct described *described, const char *path, const source_options *options,
                          struct fields *said, bool *is_listed, sse_error *err);

/* True if there is a file for the row with that id: it is read with the file. */
bool described_has_file(const struct described *described, sse_str id);

void described_reset(struct described *described); /* frees the memory */

#endif

/* Files and folders by their paths: copied, replaced whole, found below the home.
 * A replaced file is on the disk before the call returns.
 * Nothing here follows the working directory of another thread. */
#ifndef SSE_BASE_PATH_H
#define SSE_BASE_PATH_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Copies the file `from` to `to`, with its permissions and, where that is allowed, its owner. Errors:
 * SSE_NOT_FOUND, SSE_DENIED, SSE_IO, SSE_NO_MEMORY; `to` may then be there in part. */
sse_status sse_file_copy(const char *from, const char *to, sse_error *err);
/* Puts the file `from` into the place of `to`, in the same folder, and has both on the disk before it
 * returns. Errors: SSE_DENIED, SSE_IO, SSE_NO_MEMORY; `to` is then the old or the new file, whole. */
sse_status sse_file_replace(const char *from, const char *to, sse_error *err);

/* True where a path leads to the file that it led to before: another that was renamed to it differs in place,
 * size or time. */
bool sse_is_same_file(const struct stat *before, const struct stat *now);

/* The one name of a file, however it is reached: absolute, links followed, also where they lead to a file
 * that is not there yet in a folder that is. `*real` is the caller's to free. Errors: SSE_NOT_FOUND,
 * SSE_DENIED, SSE_IO where the folder cannot be looked at or links go in circles; SSE_NO_MEMORY. */
sse_status sse_real_path(const char *path, char **real, sse_error *err);

/* Appends the path of a file of ours: "/ssesearch/" and `name` in the folder that the environment's
 * `variable` names or, by default, in `folder` of the home; nothing where there is neither (XDG Base
 * Directory Specification, which has a variable that is not an absolute path ignored). */
void sse_home_path(const char *variable, const char *folder, const char *name, sse_buffer *path);

/* The folder that holds `path`, by its name alone; the caller's to free, NULL where memory is short. */
char *sse_folder_of(const char *path);
/* Makes the folder that holds `path`, and those above it, where they are missing (mode 0755). */
sse_status sse_make_parents(const char *path, sse_error *err);

#endif

/* Private to source/: the folders and names of a Maildir, in which each letter is a file.
 * Letters are in folders named cur and new. The user's own folders, whose names begin with a dot (Maildir++:
 * .Archive.2023), have such folders too. */
#ifndef SSE_SOURCE_MAILDIR_H
#define SSE_SOURCE_MAILDIR_H

#include <stdbool.h>

/* True for a folder that holds cur or new. */
bool maildir_is_folder(const char *path);
/* True for a path inside a folder named cur or new. */
bool maildir_is_inside(const char *path);
/* True for a path inside such a folder whose name is that of a letter: a time and its writer,
 * "1690279200.M2P3.host", or with flags at the end, "7.host:2,S". */
bool maildir_is_letter(const char *path);

#endif

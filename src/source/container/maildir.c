/* Names in a Maildir, as its programs write them (https://cr.yp.to/proto/maildir.html).
 * Archives made on systems whose file names cannot have a colon have another character instead.
 * No file is opened. */
#include "source/container/maildir.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

bool maildir_is_folder(const char *path) {
  static const char *const inner[] = {"cur", "new"};
  for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
    char inside[4096]; /* a longer one cannot be opened */
    struct stat status;
    int length = snprintf(inside, sizeof inside, "%s/%s", path, inner[i]);
    bool fits = length > 0 && (size_t)length < sizeof inside;
    if (fits && lstat(inside, &status) == 0 && S_ISDIR(status.st_mode)) return true;
  }
  return false;
}

bool maildir_is_inside(const char *path) {
  const char *slash = strrchr(path, '/');
  size_t above = slash ? (size_t)(slash - path) : 0;
  bool is_named = above >= 3 && (memcmp(slash - 3, "cur", 3) == 0 || memcmp(slash - 3, "new", 3) == 0);
  return is_named && (above == 3 || slash[-4] == '/');
}

bool maildir_is_letter(const char *path) {
  enum { TIME_LENGTH = 9 }; /* digits of seconds since 1970, from 1973 on */
  if (!maildir_is_inside(path)) return false;
  const char *name = strrchr(path, '/') + 1, *marks = strstr(name, "2,");
  size_t digits = strspn(name, "0123456789");
  return (digits >= TIME_LENGTH && name[digits] == '.') ||
         (marks && marks > name && strchr(":;!_", marks[-1]));
}

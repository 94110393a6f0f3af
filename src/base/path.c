/* Files by their paths: copying, replacing by a rename, resolving, and our own files below the home
 * directory. Whoever opens a replaced file gets the old or the new one, never half of either, even after a
 * power failure. */
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1024 * 1024 };

static sse_status write_all(int descriptor, const char *data, size_t length, const char *path,
                            sse_error *err) {
  while (length > 0) {
    ssize_t put = write(descriptor, data, length);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return sse_fail_errno(err, errno, path, "cannot write");
    data += put;
    length -= (size_t)put;
  }
  return SSE_OK;
}

static sse_status copy_bytes(int from, const char *from_path, int to, const char *to_path, sse_error *err) {
  char *block = malloc(BLOCK);
  sse_status status = block ? SSE_OK : sse_fail_memory(err);
  while (!status) {
    ssize_t got = read(from, block, BLOCK);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) status = sse_fail_errno(err, errno, from_path, "cannot read");
    if (got <= 0) break;
    status = write_all(to, block, (size_t)got, to_path, err);
  }
  free(block);
  return status;
}

sse_status sse_file_copy(const char *from, const char *to, sse_error *err) {
  struct stat original = {0};
  int target = -1;
  sse_status status = SSE_OK;
  int source = open(from, O_RDONLY | O_CLOEXEC);
  if (source < 0 || fstat(source, &original) != 0) {
    status = sse_fail_errno(err, errno, from, "cannot open");
  } else {
    target = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (target < 0) status = sse_fail_errno(err, errno, to, "cannot create");
  }
  /* On Btrfs and XFS the copy shares the original's blocks; other file systems refuse. */
  if (!status && ioctl(target, FICLONE, source) != 0) status = copy_bytes(source, from, target, to, err);
  if (!status && fchmod(target, original.st_mode & 07777) != 0)
    status = sse_fail_errno(err, errno, to, "cannot set its permissions");
  /* Only root can keep another owner; otherwise the user who runs the program becomes the owner. */
  if (!status && fchown(target, original.st_uid, original.st_gid) != 0 && errno != EPERM)
    status = sse_fail_errno(err, errno, to, "cannot set its owner");
  if (target >= 0 && close(target) != 0 && !status) status = sse_fail_errno(err, errno, to, "cannot write");
  if (source >= 0) (void)close(source); /* opened for reading only */
  return status;
}

/* Syncs the file or folder to disk. */
static sse_status sync_path(const char *path, int flags, sse_error *err) {
  int descriptor = open(path, flags | O_CLOEXEC);
  if (descriptor < 0) return sse_fail_errno(err, errno, path, "cannot open");
  sse_status status = SSE_OK;
  /* A file system that cannot sync a folder returns EINVAL. */
  if (fsync(descriptor) != 0 && errno != EINVAL)
    status = sse_fail_errno(err, errno, path, "cannot write to the disk");
  if (close(descriptor) != 0 && !status) status = sse_fail_errno(err, errno, path, "cannot write");
  return status;
}

bool sse_is_below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  while (length > 0 && folder[length - 1] == '/')
    length--;
  return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

char *sse_folder_of(const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return sse_copy(sse_str_of("."));
  return sse_copy((sse_str){path, slash == path ? 1 : (size_t)(slash - path)});
}

sse_status sse_file_replace(const char *from, const char *to, sse_error *err) {
  sse_status status = sync_path(from, O_RDONLY, err);
  if (status) return status;
  if (rename(from, to) != 0) return sse_fail_errno(err, errno, to, "cannot be replaced");
  char *folder = sse_folder_of(to);
  if (!folder) return sse_fail_memory(err);
  status = sync_path(folder, O_RDONLY | O_DIRECTORY, err);
  free(folder);
  return status;
}

/* Where a link leads; NULL with errno if `path` is not a link or cannot be read, or memory is short. */
static char *read_link(const char *path, sse_str folder) {
  char target[PATH_MAX];
  sse_buffer led = {0};
  ssize_t length = readlink(path, target, sizeof target);
  if (length < 0) return NULL;
  if (length == 0 || target[0] != '/') sse_buffer_append_str(&led, folder);
  sse_buffer_append(&led, target, (size_t)length);
  if (led.failed) errno = ENOMEM;
  return led.data;
}

/* The real folder of `path`, with the name appended; NULL with errno on failure. */
static char *in_real_folder(const char *path, sse_str folder) {
  sse_buffer real = {0};
  char *named = folder.length > 0 ? sse_copy(folder) : sse_copy(sse_str_of("."));
  char *found = named ? realpath(named, NULL) : NULL;
  if (found) {
    sse_buffer_printf(&real, "%s/%s", strcmp(found, "/") == 0 ? "" : found, path + folder.length);
    if (real.failed) errno = ENOMEM;
  }
  free(named);
  free(found);
  return real.data;
}

bool sse_is_same_file(const struct stat *before, const struct stat *now) {
  return before->st_dev == now->st_dev && before->st_ino == now->st_ino && before->st_size == now->st_size &&
         before->st_mtim.tv_sec == now->st_mtim.tv_sec && before->st_mtim.tv_nsec == now->st_mtim.tv_nsec;
}

sse_status sse_real_path(const char *path, char **real, sse_error *err) {
  enum { LINKS_MOST = 40 }; /* as many as Linux follows */
  char *at = sse_copy(sse_str_of(path));
  *real = NULL;
  for (int links = 0; at && !*real; links++) {
    const char *slash = strrchr(at, '/');
    sse_str folder = {at, slash ? (size_t)(slash - at) + 1 : 0};
    *real = realpath(at, NULL);
    if (*real || errno != ENOENT || links == LINKS_MOST) break;
    char *led = read_link(at, folder);
    if (!led && (errno == ENOENT || errno == EINVAL)) *real = in_real_folder(at, folder);
    if (!led) break;
    free(at);
    at = led;
  }
  free(at);
  if (*real) return SSE_OK;
  return errno == ENOMEM ? sse_fail_memory(err) : sse_fail_errno(err, errno, path, "cannot open");
}

void sse_home_path(const char *variable, const char *folder, const char *name, sse_buffer *path) {
  const char *chosen = getenv(variable), *home = getenv("HOME");
  if (chosen && *chosen == '/') {
    sse_buffer_printf(path, "%s/ssesearch/%s", chosen, name);
  } else if (home && *home) {
    sse_buffer_printf(path, "%s/%s/ssesearch/%s", home, folder, name);
  }
}

sse_status sse_make_parents(const char *path, sse_error *err) {
  char *folder = sse_copy(sse_str_of(path));
  sse_status status = SSE_OK;
  if (!folder) return sse_fail_memory(err);
  char *first = folder[0] == '/' ? folder + 1 : folder; /* the root always exists */
  for (char *slash = strchr(first, '/'); slash && !status; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    if (mkdir(folder, 0755) != 0 && errno != EEXIST)
      status = sse_fail_errno(err, errno, folder, "cannot create the folder");
    *slash = '/';
  }
  free(folder);
  return status;
}

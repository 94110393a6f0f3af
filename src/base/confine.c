/* Landlock through its system calls, for which the C library has no functions.
 * Only rights that the running kernel's version knows are handled, as Landlock's documentation asks.
 * If the headers are older than Landlock, or the system is not Linux, nothing is confined. */
#include "base/confine.h"

#include <stdbool.h>
#include <stdint.h>

#if defined(__linux__) && __has_include(<linux/landlock.h>)

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Constants of later versions than Debian 12's headers know; the values are the kernel's. */
enum { TCP_SINCE = 4, REFER_SINCE = 2, TRUNCATE_SINCE = 3, IOCTL_SINCE = 5 };
static const uint64_t refer = 1U << 13, truncating = 1U << 14, ioctl_device = 1U << 15,
                      tcp = 3; /* bind, connect */

struct attributes { /* struct landlock_ruleset_attr of version 4 */
  uint64_t files, network;
};

static const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t of_files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                 LANDLOCK_ACCESS_FS_READ_FILE | truncating | ioctl_device;

/* All rights that a Landlock version knows. */
static uint64_t known_rights(long version) {
  uint64_t rights = (1U << 13) - 1; /* those of version 1 */
  if (version >= REFER_SINCE) rights |= refer;
  if (version >= TRUNCATE_SINCE) rights |= truncating;
  if (version >= IOCTL_SINCE) rights |= ioctl_device;
  return rights;
}

static uint64_t rights_of(sse_confine_right right, uint64_t known) {
  switch (right) {
  case SSE_CONFINE_READ:
    return reading;
  case SSE_CONFINE_RUN:
    return reading | LANDLOCK_ACCESS_FS_EXECUTE;
  default:
    return known & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE;
  }
}

static bool allow(int rules, const sse_confine_path *path, uint64_t known) {
  struct landlock_path_beneath_attr beneath = {.allowed_access = rights_of(path->right, known)};
  struct stat status;
  beneath.parent_fd = open(path->path, O_PATH | O_CLOEXEC);
  if (beneath.parent_fd < 0) return true; /* it does not exist */
  bool is_known = fstat(beneath.parent_fd, &status) == 0;
  if (is_known && !S_ISDIR(status.st_mode)) beneath.allowed_access &= of_files;
  bool done = is_known && syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
  (void)close(beneath.parent_fd); /* nothing was written through it */
  return done;
}

sse_confine_result sse_confine(const sse_confine_path *paths, size_t count) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return SSE_CONFINE_UNKNOWN;
  const uint64_t known = known_rights(version);
  const struct attributes attributes = {known, version >= TCP_SINCE ? tcp : 0};
  const size_t size = version >= TCP_SINCE ? sizeof attributes : sizeof attributes.files;
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  if (rules < 0) return SSE_CONFINE_FAILED;
  bool done = true;
  for (size_t i = 0; i < count && done; i++)
    done = allow(rules, &paths[i], known);
  done = done && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  (void)close(rules); /* a handle, no data */
  return done ? SSE_CONFINED : SSE_CONFINE_FAILED;
}

#else

sse_confine_result sse_confine(const sse_confine_path *paths, size_t count) {
  (void)paths, (void)count;
  return SSE_CONFINE_UNKNOWN;
}

#endif

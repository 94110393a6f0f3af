/* Backups: copies of the file, which is never changed in place, so that no run is in the way.
 * A copy is checked before it replaces another.
 * What is not an index is never overwritten. */
#include "base/path.h"
#include "index/draft.h"
#include "index/lock.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

sse_status index_backup(const char *path, const char *to, sse_error *err) {
  char *real = NULL, *target = NULL;
  sse_buffer draft = {0};
  index_db *copy = NULL;
  index_lock *lock = NULL;
  sse_status status = sse_real_path(path, &real, err);
  if (!status) status = sse_real_path(to, &target, err);
  if (!status && strcmp(real, target) == 0)
    status = sse_fail(err, SSE_INVALID, "%s: is the index itself", to);
  struct stat there;
  if (!status && stat(target, &there) == 0 && !index_is_one(target))
    status = sse_fail(err, SSE_INVALID, "%s: is there, and is no index; it is not overwritten", to);
  sse_buffer_printf(&draft, "%s.new", status ? "" : target);
  if (!status && draft.failed) status = sse_fail_memory(err);
  if (!status) status = lock_take(target, &lock, err); /* another backup, or a run into that index */
  bool is_ours = !status;
  if (!status) status = sse_file_copy(real, draft.data, err);
  if (!status)
    status = index_connect(draft.data, NULL, &copy, err); /* a copy of no worth does not replace one */
  if (!status) status = index_verify(copy, false, err);
  index_close(copy);
  if (!status) {
    status = sse_file_replace(draft.data, target, err);
  } else if (is_ours) {
    (void)remove(draft.data); /* what failed is told */
  }
  lock_release(lock);
  sse_buffer_reset(&draft);
  free(real);
  free(target);
  return status;
}

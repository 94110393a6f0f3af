/* Backups: copies of the index file. It is never modified in place, so a run does not interfere.
 * A copy is verified before it replaces another.
 * A file that is not an index is never overwritten. */
#include "base/path.h"
#include "index/lock.h"
#include "index/open.h"
#include "index/schema.h"
#include "index/upgrade.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* An index of another version is copied too: just before an upgrade is when a backup is wanted. */
static sse_status verify(const char *copy, sse_error *err) {
  index_db *index = NULL;
  bool is_old = false;
  sse_status status = upgrade_is_due(copy, &is_old, err);
  if (!status && is_old) return upgrade_verify(copy, err);
  if (!status) status = index_connect(copy, NULL, &index, err);
  if (!status) status = index_verify(index, false, err);
  index_close(index);
  return status;
}

/* Copies an index, and reports the index by name if the copy is unusable. */
static sse_status copy_index(const char *path, const char *real, const char *copy, sse_error *err) {
  sse_error inner;
  sse_status status = sse_file_copy(real, copy, err);
  if (status) return status;
  status = verify(copy, &inner);
  return status ? sse_fail(err, status, "%s: was not copied, because the copy could not be used: %s", path,
                           inner.message)
                : SSE_OK;
}

sse_status index_backup(const char *path, const char *to, sse_error *err) {
  char *real = NULL, *target = NULL;
  sse_buffer draft = {0};
  index_lock *lock = NULL;
  sse_status status = sse_real_path(path, &real, err);
  if (!status) status = sse_real_path(to, &target, err);
  if (!status && strcmp(real, target) == 0)
    status = sse_fail(err, SSE_INVALID, "%s: is the index itself", to);
  struct stat there;
  if (!status && stat(target, &there) == 0 && !index_is_one(target))
    status = sse_fail(err, SSE_INVALID, "%s: exists and is not an index; it is not overwritten", to);
  sse_buffer_printf(&draft, "%s.new", status ? "" : target);
  if (!status && draft.failed) status = sse_fail_memory(err);
  if (!status) status = lock_take(target, &lock, err); /* against another backup, or a run on the target */
  bool is_ours = !status;
  if (!status) status = copy_index(path, real, draft.data, err);
  if (!status) {
    status = sse_file_replace(draft.data, target, err);
  } else if (is_ours) {
    (void)remove(draft.data); /* the failure itself is reported */
  }
  lock_release(lock);
  sse_buffer_reset(&draft);
  free(real);
  free(target);
  return status;
}

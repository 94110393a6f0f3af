/* The copy of an index that a run works on. Nothing a run does is visible, or can do harm, before the swap,
 * which is a single rename: a run may die at any time, and readers need no lock. Copying takes a second per
 * gigabyte; if two files take turns (turns.c), it takes time only for what the last run changed. */
#include "index/draft.h"
#include "base/path.h"
#include "index/changes.h"
#include "index/open.h"
#include "index/schema.h"
#include "index/turns.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct index_draft {
  char *path;    /* of the index */
  char *file;    /* of the draft */
  char *journal; /* SQLite's, next to the draft */
  char *spare;   /* the index before the current one */
  mode_t mode;   /* permissions of the index, given to the draft at the end; 0 if there is no index yet */
  index_db *index;
  turns_pages *pages; /* NULL if the draft is not a copy of the index */
  bool was_spare;     /* returned as the spare if not swapped in */
};

static sse_status remove_file(const char *file, sse_error *err) {
  if (unlink(file) == 0 || errno == ENOENT) return SSE_OK;
  return sse_fail_errno(err, errno, file, "cannot be removed");
}

static char *with_suffix(const char *path, const char *suffix) {
  sse_buffer name = {0};
  sse_buffer_printf(&name, "%s%s", path, suffix);
  return name.data; /* NULL if out of memory */
}

static sse_status set_mode(const index_draft *draft, mode_t mode, sse_error *err) {
  if (draft->mode == 0 || chmod(draft->file, mode) == 0) return SSE_OK;
  return sse_fail_errno(err, errno, draft->file, "cannot set its permissions");
}

/* Creates the draft's initial file: no more readable than the file it will replace, but writable. */
static sse_status make_file(index_draft *draft, bool empty, sse_error *err) {
  struct stat old;
  sse_status status = remove_file(draft->journal, err);
  if (!status) status = remove_file(draft->file, err);
  if (status) return status;
  if (stat(draft->path, &old) == 0) draft->mode = old.st_mode & 07777;
  if (!empty) {
    draft->was_spare = turns_take(draft->path, draft->spare, draft->file);
    if (!draft->was_spare) status = sse_file_copy(draft->path, draft->file, err);
  } else {
    FILE *file = fopen(draft->file, "wxe");
    if (!file || fclose(file) != 0) status = sse_fail_errno(err, errno, draft->file, "cannot create");
  }
  return status ? status : set_mode(draft, draft->mode | S_IWUSR, err);
}

sse_status draft_new(const char *path, bool empty, index_draft **draft, sse_error *err) {
  index_draft *made = calloc(1, sizeof *made);
  sse_status status = SSE_OK;
  *draft = NULL;
  if (!made) return sse_fail_memory(err);
  made->path = sse_copy(sse_str_of(path));
  made->file = made->path ? with_suffix(made->path, ".new") : NULL;
  made->journal = made->path ? with_suffix(made->path, ".new-journal") : NULL;
  made->spare = made->path ? with_suffix(made->path, ".spare") : NULL;
  if (!made->file || !made->journal || !made->spare) status = sse_fail_memory(err);
  if (!status) status = make_file(made, empty, err);
  if (!status) status = index_connect(path, made->file, &made->index, err);
  if (!status && !empty) status = turns_note(index_connection(made->index), &made->pages, err);
  if (!status && !empty) status = changes_begin(made->index, err);
  if (status) {
    draft_discard(made);
  } else {
    *draft = made;
  }
  return status;
}

index_db *draft_index(const index_draft *draft) {
  return draft->index;
}

static void close_index(index_draft *draft) {
  changes_end(draft->index);
  index_close(draft->index);
  draft->index = NULL;
}

sse_status draft_publish(index_draft *draft, bool verify, sse_error *err) {
  sse_status status = verify ? index_verify(draft->index, false, err) : SSE_OK;
  close_index(draft);
  if (!status) status = set_mode(draft, draft->mode, err);
  draft->was_spare = draft->was_spare && status;
  return status ? status : turns_swap(draft->path, draft->spare, draft->file, draft->pages, err);
}

void draft_discard(index_draft *draft) {
  sse_error ignored; /* the next run removes what is left */
  if (!draft) return;
  close_index(draft);
  if (draft->was_spare && draft->pages) turns_return(draft->path, draft->spare, draft->file, draft->pages);
  turns_free(draft->pages); /* after closing the connection, whose file uses them */
  if (draft->file) (void)remove_file(draft->file, &ignored);
  if (draft->journal) (void)remove_file(draft->journal, &ignored);
  free(draft->path);
  free(draft->file);
  free(draft->journal);
  free(draft->spare);
  free(draft);
}

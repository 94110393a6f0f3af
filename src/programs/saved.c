/* A saved search: its query, and hashes of the ids of items that it has shown.
 * Ids survive a rebuild, unlike item numbers, so nothing is shown twice and nothing is missed; an item that
 * disappears and comes back is not new. The file format is in saved_file.c. */
#include "programs/saved.h"
#include "base/log.h"
#include "base/path.h"
#include "programs/saved_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

struct saved_search {
  char *name;
  char *path;
  int lock;                 /* -1: not locked */
  struct saved_state state; /* items up to `before` are from earlier runs, later ones from this run */
  size_t before;
  bool is_sorted; /* up to `before`; sorted when an item is first looked up */
  bool takes_updated;
  saved_query replaced; /* the query before this run changed it */
};

/* ---- Names and files ---------------------------------------------------------------------------- */

bool saved_is_name(const char *name) {
  enum { LONGEST = 100 };
  size_t length = strlen(name);
  const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
  return length > 0 && length <= LONGEST && !strchr("-.", name[0]) && strspn(name, plain) == length;
}

static sse_status make_path(const char *name, char **path, sse_error *err) {
  sse_buffer built = {0};
  sse_home_path("XDG_STATE_HOME", ".local/state", name, &built);
  if (built.failed) return sse_fail_memory(err);
  *path = built.data;
  if (built.data) return SSE_OK;
  (void)sse_fail(err, SSE_NOT_FOUND, "no place to save searches: set XDG_STATE_HOME to a folder");
  return SSE_NOT_FOUND;
}

/* Locks the byte at the name's hash, in one file that all names share, so that a forgotten name leaves no
 * lock file behind. The kernel releases the lock when the program ends. */
static sse_status lock_name(saved_search *saved, const char *path, sse_error *err) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1};
  lock.l_start = (off_t)(XXH3_64bits(saved->name, strlen(saved->name)) >> 2);
  saved->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (saved->lock < 0) return sse_fail_errno(err, errno, path, "cannot open");
  int result = fcntl(saved->lock, F_SETLK, &lock);
  if (result != 0 && (errno == EAGAIN || errno == EACCES)) {
    sse_log(SSE_LOG_WARNING, "--saved %s: waiting for another run that is using it", saved->name);
    do {
      result = fcntl(saved->lock, F_SETLKW, &lock);
    } while (result != 0 && errno == EINTR);
  }
  return result == 0 ? SSE_OK : sse_fail_errno(err, errno, path, "cannot lock");
}

static sse_status take_lock(saved_search *saved, sse_error *err) {
  char *path = NULL;
  sse_status status = make_path(".lock", &path, err);
  if (!status) status = sse_make_parents(path, err);
  if (!status) status = lock_name(saved, path, err);
  free(path);
  return status;
}

static int compare(const void *a, const void *b) {
  const struct saved_item *left = a, *right = b;
  return (left->id > right->id) - (left->id < right->id);
}

/* A file that does not exist yet counts as empty. */
static sse_status read_state(saved_search *saved, sse_error *err) {
  struct saved_state *state = &saved->state;
  sse_status status = saved_file_read(saved->path, state, err);
  saved->before = state->count;
  return status == SSE_NOT_FOUND ? SSE_OK : status;
}

sse_status saved_open(const char *name, bool writes, saved_search **made, sse_error *err) {
  *made = NULL;
  if (!saved_is_name(name))
    return sse_fail(err, SSE_INVALID, "'%s' is not a valid name for a search: use letters, digits, - _ .",
                    name);
  saved_search *saved = calloc(1, sizeof *saved);
  if (!saved) return sse_fail_memory(err);
  saved->lock = -1;
  saved->name = sse_copy(sse_str_of(name));
  sse_status status = saved->name ? make_path(name, &saved->path, err) : sse_fail_memory(err);
  if (!status && writes) status = take_lock(saved, err);
  if (!status) status = read_state(saved, err);
  if (status) {
    saved_free(saved);
  } else {
    *made = saved;
  }
  return status;
}

void saved_free(saved_search *saved) {
  if (!saved) return;
  saved_query_reset(&saved->replaced);
  saved_state_reset(&saved->state);
  if (saved->lock >= 0) (void)close(saved->lock); /* nothing is ever written to it */
  free(saved->path);
  free(saved->name);
  free(saved);
}

sse_status saved_forget(const char *name, sse_error *err) {
  saved_search *saved;
  if (!saved_is_name(name))
    return sse_fail(err, SSE_INVALID, "--forget: '%s' is not a valid name: use letters, digits, - _ .", name);
  sse_status status = saved_open(name, true, &saved, err);
  if (status) return status;
  if (unlink(saved->path) != 0)
    status = errno == ENOENT ? sse_fail(err, SSE_NOT_FOUND,
                                        "no search is saved as '%s'; --saved lists those that are", name)
                             : sse_fail_errno(err, errno, saved->path, "cannot be removed");
  saved_free(saved);
  return status;
}

/* ---- The query ---------------------------------------------------------------------------------- */

static sse_status keep_query(saved_search *saved, const saved_query *query, sse_error *err) {
  saved_query *kept = &saved->state.query;
  if (saved_query_is_same(kept, query)) return SSE_OK;
  saved_query_reset(&saved->replaced);
  saved->replaced = *kept;
  return saved_query_copy(query, kept, err);
}

sse_status saved_choose(saved_search *saved, const saved_query *given, saved_query *chosen, sse_error *err) {
  const saved_query *kept = &saved->state.query;
  bool has_new = saved_query_has(given, SAVED_WORDS) || saved_query_has(given, SAVED_SIMILAR) ||
                 (saved_query_is_one(given) && !saved_query_is_one(kept));
  *chosen = (saved_query){0};
  if (!has_new && !saved_query_is_one(kept)) {
    return sse_fail(err, SSE_NOT_FOUND,
                    "no search is saved as '%s' (--saved lists those that are); to save one: ssesearch "
                    "--saved %s --new \"cooperatives Korea\"",
                    saved->name, saved->name);
  }
  sse_status status = saved_query_copy(has_new ? given : kept, chosen, err);
  if (!status) status = has_new ? keep_query(saved, chosen, err) : saved_query_narrow(chosen, given, err);
  return status;
}

sse_status saved_query_read(const char *name, saved_query *query, sse_error *err) {
  saved_search *saved;
  *query = (saved_query){0};
  sse_status status = saved_open(name, false, &saved, err);
  if (!status) status = saved_choose(saved, &(saved_query){0}, query, err);
  saved_free(saved);
  return status;
}

/* ---- What was shown ----------------------------------------------------------------------------- */

/* The item as recorded before this run; NULL if it was not. */
static struct saved_item *find(saved_search *saved, uint64_t id) {
  const struct saved_item wanted = {.id = id};
  if (saved->before == 0) return NULL;
  if (!saved->is_sorted) qsort(saved->state.items, saved->before, sizeof wanted, compare);
  saved->is_sorted = true;
  return bsearch(&wanted, saved->state.items, saved->before, sizeof wanted, compare);
}

void saved_take_updated(saved_search *saved) {
  saved->takes_updated = true;
}

sse_status saved_is_known(void *context, const char *id, uint64_t content, bool *known, sse_error *err) {
  saved_search *saved = context;
  struct saved_item *item = find(saved, XXH3_64bits(id, strlen(id)));
  (void)err;
  if (item && item->content == 0) item->content = content; /* unknown: assume that it has not changed since */
  *known = item && (item->content == content || !saved->takes_updated);
  return SSE_OK;
}

sse_status saved_note(saved_search *saved, const char *id, uint64_t content, sse_error *err) {
  const struct saved_item noted = {XXH3_64bits(id, strlen(id)), content};
  struct saved_item *item = find(saved, noted.id);
  if (!item) return saved_state_add(&saved->state, noted, err);
  item->content = content;
  return SSE_OK;
}

sse_status saved_write(saved_search *saved, int64_t asked, sse_error *err) {
  sse_buffer draft = {0}, before = {0}, now = {0};
  const char *name = strrchr(saved->path, '/') + 1; /* our path always has a folder */
  sse_buffer_printf(&draft, "%.*s.%s.new", (int)(name - saved->path), saved->path, name);
  if (asked) saved->state.asked = asked;
  sse_status status =
      draft.failed ? sse_fail_memory(err) : saved_file_write(draft.data, saved->path, &saved->state, err);
  if (!status && saved_query_is_one(&saved->replaced)) {
    saved_query_append(&saved->replaced, &before);
    saved_query_append(&saved->state.query, &now);
    if (!before.failed && !now.failed)
      sse_log(SSE_LOG_WARNING, "--saved %s: the query is now '%s'; it was '%s'", saved->name, now.data,
              before.data);
  }
  sse_buffer_reset(&draft);
  sse_buffer_reset(&before);
  sse_buffer_reset(&now);
  return status;
}

/* ---- All of them -------------------------------------------------------------------------------- */

static int is_visible_name(const struct dirent *entry) {
  return saved_is_name(entry->d_name);
}

sse_status saved_each_name(void *context, saved_name_fn *on_name, sse_error *err) {
  struct dirent **entries = NULL;
  char *path = NULL;
  sse_status status = make_path("", &path, err);
  if (status) return status;
  int count = scandir(path, &entries, is_visible_name, alphasort);
  if (count < 0 && errno != ENOENT) status = sse_fail_errno(err, errno, path, "cannot be read");
  for (int i = 0; i < count; i++) {
    on_name(context, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
  free(path);
  return status;
}

struct naming {
  void *context;
  saved_each_fn *on_each;
};

static void give_name(void *context, const char *name) {
  const struct naming *naming = context;
  saved_search *saved;
  sse_error err;
  char asked[SAVED_TIME_SIZE];
  if (saved_open(name, false, &saved, &err) || !saved) {
    sse_log(SSE_LOG_WARNING, "%s", err.message);
    return;
  }
  saved_time_format(saved->state.asked, asked);
  naming->on_each(naming->context, &(saved_summary){name, *asked ? asked : NULL, &saved->state.query});
  saved_free(saved);
}

sse_status saved_each(void *context, saved_each_fn *on_each, sse_error *err) {
  return saved_each_name(&(struct naming){context, on_each}, give_name, err);
}

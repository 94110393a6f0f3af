/* Opens the file of an index.
 * Readers open it as a file that nobody changes, which it is: they need no lock and no write permission in
 * its folder. The one writer's connection, to the copy that it works on, is also opened here. */
#include "index/open.h"
#include "base/path.h"
#include "base/url.h"
#include "index/guard.h"
#include "index/noting.h"
#include "index/schema.h"
#include "index/tokenizer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Checks what SQLite would report only later, or less clearly: no such file, a folder, a truncated file. */
static sse_status check_file(const char *path, struct stat *status, sse_error *err) {
  unsigned char header[100];
  if (stat(path, status) != 0) {
    if (errno != ENOENT) return sse_fail_errno(err, errno, path, "cannot be opened");
    return sse_fail(err, SSE_NOT_FOUND, "%s: there is no index yet; make one with: sseindex --db %s FOLDER",
                    path, path);
  }
  if (!S_ISREG(status->st_mode))
    return sse_fail(err, SSE_DATABASE, "%s: is not a file, so not an index", path);
  FILE *file = fopen(path, "rbe");
  if (!file) return sse_fail_errno(err, errno, path, "cannot be opened");
  size_t got = fread(header, 1, sizeof header, file);
  bool failed = ferror(file) != 0;
  failed = fclose(file) != 0 || failed;
  if (failed) return sse_fail(err, SSE_IO, "%s: cannot be read", path);
  if (got < sizeof header || memcmp(header, "SQLite format 3", 16) != 0) return SSE_OK;
  /* https://sqlite.org/fileformat2.html, 1.3: page size at 16, file size in pages at 28, big-endian. */
  uint64_t page = (uint64_t)header[16] << 8 | header[17];
  uint64_t pages =
      (uint64_t)header[28] << 24 | (uint64_t)header[29] << 16 | (uint64_t)header[30] << 8 | header[31];
  if (page == 1) page = 65536;
  if ((uint64_t)status->st_size < page * pages) return index_fail_damaged(path, "cut short", err);
  return SSE_OK;
}

void index_immutable_name(const char *path, sse_buffer *name) {
  sse_buffer_append_text(name, "file:");
  sse_url_append_encoded(name, path, "/");
  sse_buffer_append_text(name, "?immutable=1");
}

/* A connection is used by one thread at a time, so SQLite need not lock it. */
enum {
  READ_FLAGS = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
  WRITE_FLAGS = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
};

static sse_status connect_reader(index_db *index, sse_error *err) {
  sse_buffer name = {0};
  struct stat after;
  sse_status status = check_file(index->path, &index->file, err);
  if (status) return status;
  index_immutable_name(index->path, &name);
  if (name.failed) {
    status = sse_fail_memory(err);
  } else if (sqlite3_open_v2(name.data, &index->connection, READ_FLAGS, NULL) != SQLITE_OK) {
    status = index_fail(index, err);
  }
  /* Temporary tables are in memory, as a process may have given up access to all other files. One search is
   * faster with a few pages that it reuses than with memory never touched before. index_begin adds more. */
  if (!status) status = index_exec(index, "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -512", err);
  if (stat(index->path, &after) != 0 || !sse_is_same_file(&index->file, &after))
    index->file = (struct stat){0};
  sse_buffer_reset(&name);
  return status;
}

static sse_status connect_writer(index_db *index, const char *file, sse_error *err) {
  /* The copy is discarded if the run dies, so nothing need reach the disk before the swap. Large pages need a
   * quarter of the system calls, which saves 3 % of the time for 1,000,000 items. New files get this size. */
  static const char pragmas[] = "PRAGMA page_size = 16384; PRAGMA journal_mode = TRUNCATE;"
                                "PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                                "PRAGMA cache_size = -32768";
  if (sqlite3_open_v2(file, &index->connection, WRITE_FLAGS, NULL) != SQLITE_OK)
    return index_fail(index, err);
  return index_exec(index, pragmas, err);
}

sse_status index_connect(const char *path, const char *draft, index_db **index, sse_error *err) {
  index_db *opened;
  sse_status status = connection_new(path, &opened, err);
  if (!status) status = text_analyser_new(&opened->analyser, err);
  if (!status) status = draft ? connect_writer(opened, draft, err) : connect_reader(opened, err);
  if (!status) status = tokenizer_register(opened->connection, err);
  if (!status) status = noting_register(opened, err);
  if (!status) status = index_schema_ready(opened, draft != NULL, err);
  *index = status ? NULL : opened;
  if (status) connection_free(opened);
  return status;
}

sse_status index_open(const char *path, index_db **index, sse_error *err) {
  sse_status status = index_connect(path, NULL, index, err);
  if (!status) status = guard_install(*index, err);
  if (!status) return SSE_OK;
  connection_free(*index);
  *index = NULL;
  return status;
}

const index_db *index_second(const index_db *index) {
  struct kept *kept = index->kept;
  sse_error ignored;
  bool can_be = !kept->second && !kept->has_no_second && index->file.st_ino != 0;
  if (can_be && index_open(index->path, &kept->second, &ignored) == SSE_OK &&
      !sse_is_same_file(&kept->second->file, &index->file)) {
    connection_free(kept->second);
    kept->second = NULL;
  }
  kept->has_no_second = !kept->second;
  if (kept->second) guard_copy(index, kept->second);
  return kept->second;
}

sse_status index_default_path(char **path, bool *is_chosen, sse_error *err) {
  const char *chosen = getenv("SSESEARCH_DB");
  sse_buffer built = {0};
  *is_chosen = chosen && *chosen;
  if (*is_chosen) {
    sse_buffer_append_text(&built, chosen);
  } else {
    sse_home_path("XDG_DATA_HOME", ".local/share", "index.db", &built);
  }
  if (built.failed) return sse_fail_memory(err);
  if (!built.data)
    return sse_fail(err, SSE_NOT_FOUND,
                    "there is no home folder to keep the index in; name it with --db FILE");
  *path = built.data;
  return SSE_OK;
}

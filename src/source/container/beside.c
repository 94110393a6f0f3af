/* Looks at a zip file twice at most: for the names in it, and for the tables whose names are also those of
 * folders.
 * The sizes of tables are limited; what they unpack to is part of what they are. */
#include "source/container/beside.h"
#include "source/container/names.h"

#include <archive.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, TABLE_LONGEST = 16 * 1024 * 1024, NAMES_LONGEST = 16 * 1024 * 1024 };

/* Does something with an entry, before its bytes are read. */
typedef void visit_fn(struct beside *beside, struct archive *archive, sse_str name);

/* Calls `visit` for each entry. */
static sse_status visit_entries(int file, struct beside *beside, visit_fn *visit, sse_error *err) {
  struct archive *archive = archive_read_new();
  struct archive_entry *entry = archive ? archive_entry_new2(archive) : NULL;
  sse_status status = entry ? SSE_OK : sse_fail_memory(err);
  bool is_open = !status && lseek(file, 0, SEEK_SET) == 0 &&
                 archive_read_support_format_zip(archive) == ARCHIVE_OK &&
                 archive_read_open_fd(archive, file, BLOCK) == ARCHIVE_OK;
  while (is_open && !status && archive_read_next_header2(archive, entry) == ARCHIVE_OK) {
    sse_buffer name = {0};
    status = names_append(entry, &name, err);
    if (!status && archive_entry_filetype(entry) == AE_IFREG) visit(beside, archive, sse_buffer_str(&name));
    if (!status && name.failed) status = sse_fail_memory(err);
    sse_buffer_reset(&name);
  }
  archive_entry_free(entry);
  if (archive) (void)archive_read_free(archive); /* only read */
  (void)lseek(file, 0, SEEK_SET);                /* an unnamed copy: it worked before */
  return status;
}

static void take_name(struct beside *beside, struct archive *archive, sse_str name) {
  (void)archive;
  if (beside->names.length > NAMES_LONGEST) return;
  sse_buffer_append_text(&beside->names, "\n");
  sse_buffer_append_str(&beside->names, name);
}

/* Appends the names of the files in the folder of a table, a line break before each. */
static void append_files(const struct beside *beside, sse_str folder, sse_buffer *files) {
  sse_str name;
  for (size_t position = 0; sse_str_next(sse_buffer_str(&beside->names), '\n', &position, &name);) {
    bool is_in = name.length > folder.length && name.data[folder.length] == '/' &&
                 memcmp(name.data, folder.data, folder.length) == 0;
    if (!is_in) continue;
    sse_buffer_append_text(files, "\n");
    sse_buffer_append_str(files, sse_str_part(name, folder.length + 1, name.length));
  }
}

static void take_table(struct beside *beside, struct archive *archive, sse_str name) {
  size_t length;
  sse_buffer files = {0};
  if (beside->count == BESIDE_MOST || !described_is_table(name, &length)) return;
  append_files(beside, sse_str_part(name, 0, length), &files);
  sse_buffer *bytes = &beside->tables[beside->count].bytes;
  char block[4096];
  la_ssize_t got = files.length > 0 ? 1 : 0;
  if (got > 0) sse_buffer_append_str(&beside->tables[beside->count++].name, name);
  while (got > 0 && bytes->length < TABLE_LONGEST) {
    got = archive_read_data(archive, block, sizeof block);
    if (got > 0) sse_buffer_append(bytes, block, (size_t)got);
  }
  beside->names.failed = beside->names.failed || files.failed || bytes->failed;
  sse_buffer_reset(&files);
}

sse_status beside_look(int file, struct beside *beside, sse_error *err) {
  sse_status status = visit_entries(file, beside, take_name, err);
  bool has_tables = sse_str_find(sse_buffer_str(&beside->names), ".csv");
  if (!status && has_tables) status = visit_entries(file, beside, take_table, err);
  if (!status && beside->names.failed) status = sse_fail_memory(err);
  if (beside->count == 0) sse_buffer_reset(&beside->names);
  return status;
}

void beside_find(const struct beside *beside, sse_str inside, struct described *described) {
  size_t length;
  const char *slash = inside.length > 0 ? memrchr(inside.data, '/', inside.length) : NULL;
  sse_str folder = sse_str_part(inside, 0, slash ? (size_t)(slash - inside.data) : 0);
  for (size_t i = 0; i < beside->count; i++) {
    sse_str table = sse_buffer_str(&beside->tables[i].name);
    if (!described_is_table(table, &length)) continue;
    sse_str described_folder = sse_str_part(table, 0, length);
    if (sse_str_equal(inside, table)) append_files(beside, described_folder, &described->files);
    if (folder.length > 0 && sse_str_equal(folder, described_folder))
      sse_buffer_append_str(&described->table, sse_buffer_str(&beside->tables[i].bytes));
  }
}

void beside_reset(struct beside *beside) {
  for (size_t i = 0; i < BESIDE_MOST; i++) {
    sse_buffer_reset(&beside->tables[i].name);
    sse_buffer_reset(&beside->tables[i].bytes);
  }
  sse_buffer_reset(&beside->names);
}

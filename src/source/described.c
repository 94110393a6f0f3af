/* Reads the table of a folder with the reader of tables, up to the row of one file. The table is read again
 * for each file, since files are read independently of each other; it holds a line per file. What is wrong
 * with the table is reported when it is read as a file of its own. */
#include "source/described.h"
#include "base/charset.h"
#include "source/format/readers.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_LONGEST = 16 * 1024 * 1024 };

static const char ending[] = ".csv";

bool described_is_table(sse_str path, size_t *length) {
  bool is_one = sse_str_ends(path, ending) && path.length > sizeof ending - 1;
  if (is_one) *length = path.length - (sizeof ending - 1);
  return is_one;
}

/* The name of a file without its folders and its ending. */
static sse_str stem_of(const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *point = strrchr(name, '.');
  return (sse_str){name, point ? (size_t)(point - name) : strlen(name)};
}

/* ---- On disk ------------------------------------------------------------------------------------- */

static void find_files(sse_str folder, sse_buffer *files) {
  char *path = sse_copy(folder);
  DIR *opened = path ? opendir(path) : NULL;
  if (!path) files->failed = true;
  const struct dirent *entry;
  while (opened && (entry = readdir(opened))) {
    sse_buffer_append_text(files, "\n");
    sse_buffer_append_text(files, entry->d_name);
  }
  if (opened) (void)closedir(opened); /* it was only read */
  free(path);
}

static sse_status find_table(const char *path, sse_buffer *table, sse_error *err) {
  const char *slash = strrchr(path, '/');
  sse_buffer name = {0};
  if (!slash || slash == path) return SSE_OK;
  sse_buffer_append(&name, path, (size_t)(slash - path));
  sse_buffer_append_text(&name, ending);
  sse_status status =
      name.failed ? sse_fail_memory(err) : sse_file_beginning(name.data, TABLE_LONGEST, table, err);
  sse_buffer_reset(&name);
  return status == SSE_NO_MEMORY ? status : SSE_OK;
}

sse_status described_find(const char *path, struct described *described, sse_error *err) {
  size_t length;
  sse_status status = find_table(path, &described->table, err);
  if (!status && described_is_table(sse_str_of(path), &length))
    find_files((sse_str){path, length}, &described->files);
  return !status && described->files.failed ? sse_fail_memory(err) : status;
}

/* ---- Rows ---------------------------------------------------------------------------------------- */

static void close_bytes(void *context) {
  (void)context; /* the caller's */
}

static void ignore_problem(void *context, const char *message) {
  (void)context;
  (void)message;
}

static sse_status decode(struct reader *reader, sse_error *err) {
  sse_charset_evidence evidence = {.option = reader->options->charset};
  sse_charset_choice choice;
  sse_status status = sse_charset_decide(&evidence, sse_lines_peek(reader->lines),
                                         sse_lines_peek_is_all(reader->lines), &choice, err);
  if (!status) status = sse_lines_decode(reader->lines, choice.name, err);
  reader->charset = choice.name;
  return status;
}

/* Copies what a row says into `said`. */
static void copy(const struct fields *row, struct fields *said) {
  for (int i = 0; i < FIELD_COUNT; i++) {
    if (i == FIELD_PATH || said->raw[i].length > 0) continue;
    sse_buffer_append_str(&said->raw[i], sse_buffer_str(&row->raw[i]));
  }
  if (row->withheld) said->withheld = row->withheld;
  said->may_change = said->may_change || row->may_change;
}

static sse_status find_row(struct parts *parts, sse_str id, struct fields *said, bool *is_found,
                           sse_error *err) {
  struct part part = {0};
  part_outcome outcome;
  sse_error failure = {0};
  do {
    part_clear(&part);
    outcome = parts->next(parts->context, &part, &failure);
    *is_found = outcome == PART && sse_str_equal(sse_buffer_str(&part.fields.raw[FIELD_ID]), id);
    if (*is_found) copy(&part.fields, said);
  } while (!*is_found && (outcome == PART || outcome == PART_BAD) && failure.status != SSE_NO_MEMORY);
  bool has_failed = fields_have_failed(said) || failure.status == SSE_NO_MEMORY;
  part_reset(&part);
  return has_failed ? sse_fail_memory(err) : SSE_OK;
}

sse_status described_take(const struct described *described, const char *path, const source_options *options,
                          struct fields *said, bool *is_listed, sse_error *err) {
  const source_handler handler = {.on_problem = ignore_problem};
  source_report report = {0};
  struct account account = {.handler = &handler, .report = &report};
  sse_str bytes = sse_buffer_str(&described->table);
  struct reader reader = {
      .path = path, .options = options, .account = &account, .said = said, .is_entry = true};
  struct parts parts = {0};
  sse_str id = stem_of(path);
  *is_listed = false;
  if (id.length == 0 || bytes.length < id.length || !memmem(bytes.data, bytes.length, id.data, id.length))
    return SSE_OK;
  sse_status status =
      sse_lines_new(path, (sse_stream){&bytes, sse_memory_read, close_bytes}, &reader.lines, err);
  if (status) return status;
  status = decode(&reader, err);
  if (!status) status = table_open(&reader, &parts, err);
  if (!status) status = find_row(&parts, id, said, is_listed, err);
  if (parts.close) parts.close(parts.context);
  sse_lines_close(reader.lines);
  sse_buffer_reset(&reader.line);
  return status == SSE_NO_MEMORY ? status : SSE_OK;
}

bool described_has_file(const struct described *described, sse_str id) {
  sse_str files = sse_buffer_str(&described->files);
  for (size_t at = 0; id.length > 0 && at + id.length + 1 < files.length; at++) {
    const char *name = files.data + at + 1;
    if (files.data[at] == '\n' && memcmp(name, id.data, id.length) == 0 && name[id.length] == '.')
      return true;
  }
  return false;
}

void described_reset(struct described *described) {
  sse_buffer_reset(&described->table);
  sse_buffer_reset(&described->files);
}

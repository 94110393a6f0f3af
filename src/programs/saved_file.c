/* The file of a saved search: text, so that a person can read it.
 * Version 1 has its first line and hashes of ids. Version 2 has its own first line, lines `name value` for
 * the query, a line `items`, then for each item the hash of its id and, if known, of its content. */
#include "programs/saved_file.h"
#include "base/lines.h"
#include "base/path.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char first_line_of_1[] = "ssesearch: items seen", first_line[] = "ssesearch: saved search 2";
static const char items_line[] = "items", asked_name[] = "asked", time_format[] = "%Y-%m-%dT%H:%M:%SZ";

static const char *const names[SAVED_PARTS] = {[SAVED_WORDS] = "words",
                                               [SAVED_FILTERS] = "filters",
                                               [SAVED_SIMILAR] = "similar",
                                               [SAVED_MATCH] = "match",
                                               [SAVED_SORT] = "sort"};

enum { DIGITS = 16 };

void saved_state_reset(struct saved_state *state) {
  saved_query_reset(&state->query);
  free(state->items);
  *state = (struct saved_state){0};
}

sse_status saved_state_add(struct saved_state *state, struct saved_item item, sse_error *err) {
  void *items = state->items;
  if (!sse_array_reserve(&items, &state->capacity, state->count + 1, sizeof item))
    return sse_fail_memory(err);
  state->items = items;
  state->items[state->count++] = item;
  return SSE_OK;
}

void saved_time_format(int64_t seconds, char out[SAVED_TIME_SIZE]) {
  time_t time = (time_t)seconds;
  struct tm parts;
  if (seconds == 0 || !gmtime_r(&time, &parts) || strftime(out, SAVED_TIME_SIZE, time_format, &parts) == 0)
    out[0] = '\0';
}

static bool read_time(sse_str text, int64_t *seconds) {
  char copy[SAVED_TIME_SIZE] = "";
  struct tm parts = {0};
  if (text.length >= sizeof copy) return false;
  memcpy(copy, text.data, text.length);
  const char *end = strptime(copy, time_format, &parts);
  if (end && !*end) *seconds = (int64_t)timegm(&parts);
  return end && !*end;
}

/* Reads exactly DIGITS hexadecimal digits. */
static bool read_hash(sse_str text, uint64_t *hash) {
  char digits[DIGITS + 1] = "", *end;
  if (text.length != DIGITS) return false;
  memcpy(digits, text.data, DIGITS);
  if (strspn(digits, "0123456789abcdefABCDEF") != DIGITS) return false;
  *hash = strtoull(digits, &end, 16);
  return true;
}

static sse_status read_item(sse_str line, struct saved_state *state, bool *taken, sse_error *err) {
  struct saved_item item = {0};
  bool has_content = line.length > DIGITS && line.data[DIGITS] == ' ';
  *taken = read_hash(has_content ? sse_str_part(line, 0, DIGITS) : line, &item.id) &&
           (!has_content || read_hash(sse_str_part(line, DIGITS + 1, line.length), &item.content));
  return *taken ? saved_state_add(state, item, err) : SSE_OK;
}

/* Reads a line `name value`; each name may come once. */
static sse_status read_setting(sse_str line, struct saved_state *state, bool *taken, sse_error *err) {
  size_t at = 0;
  sse_str name;
  *taken = sse_str_next(line, ' ', &at, &name) && at <= line.length;
  sse_str value = *taken ? sse_str_part(line, at, line.length) : (sse_str){0};
  if (*taken && sse_str_is(name, asked_name)) {
    *taken = read_time(value, &state->asked);
    return SSE_OK;
  }
  size_t part = 0;
  while (part < SAVED_PARTS && !sse_str_is(name, names[part]))
    part++;
  *taken = *taken && part < SAVED_PARTS && !state->query.parts[part];
  if (!*taken) return SSE_OK;
  state->query.parts[part] = sse_copy(value);
  return state->query.parts[part] ? SSE_OK : sse_fail_memory(err);
}

static sse_status read_lines(const char *path, sse_lines *lines, struct saved_state *state, sse_error *err) {
  bool more = true, taken = true, in_items = false;
  sse_str line;
  sse_status status = SSE_OK;
  while (!status && taken) {
    status = sse_lines_next(lines, &line, &more, err);
    if (status || !more) break;
    if (sse_lines_number(lines) == 1) {
      in_items = sse_str_equal(line, sse_str_of(first_line_of_1));
      taken = in_items || sse_str_equal(line, sse_str_of(first_line));
    } else if (in_items) {
      status = read_item(line, state, &taken, err);
    } else if (sse_str_equal(line, sse_str_of(items_line))) {
      in_items = true;
    } else {
      status = read_setting(line, state, &taken, err);
    }
  }
  if (!status && (!taken || (!in_items && sse_lines_number(lines) > 0)))
    status = sse_fail(err, SSE_INVALID, "%s:%zu: is not a saved search; remove it to start over", path,
                      sse_lines_number(lines));
  return status;
}

sse_status saved_file_read(const char *path, struct saved_state *state, sse_error *err) {
  sse_lines *lines;
  sse_status status = sse_lines_open(path, &lines, err);
  if (status) return status;
  status = read_lines(path, lines, state, err);
  sse_lines_close(lines);
  return status;
}

/* The stream's error flag records failures. */
static void write_state(FILE *file, const struct saved_state *state) {
  char asked[SAVED_TIME_SIZE];
  saved_time_format(state->asked, asked);
  (void)fprintf(file, "%s\n", first_line);
  for (size_t i = 0; i < SAVED_PARTS; i++)
    if (state->query.parts[i]) (void)fprintf(file, "%s %s\n", names[i], state->query.parts[i]);
  if (*asked) (void)fprintf(file, "%s %s\n", asked_name, asked);
  (void)fprintf(file, "%s\n", items_line);
  for (size_t i = 0; i < state->count; i++) {
    const struct saved_item *item = &state->items[i];
    (void)fprintf(file, "%016" PRIx64, item->id);
    if (item->content) (void)fprintf(file, " %016" PRIx64, item->content);
    (void)fputc('\n', file);
  }
}

sse_status saved_file_write(const char *draft, const char *path, const struct saved_state *state,
                            sse_error *err) {
  FILE *file = fopen(draft, "we");
  if (!file) return sse_fail_errno(err, errno, draft, "cannot create");
  write_state(file, state);
  errno = 0;
  bool failed = fflush(file) != 0 || ferror(file) != 0;
  int number = errno ? errno : EIO;
  if (fclose(file) != 0 && !failed) {
    failed = true;
    number = errno;
  }
  sse_status status =
      failed ? sse_fail_errno(err, number, draft, "cannot write") : sse_file_replace(draft, path, err);
  if (status) (void)unlink(draft); /* it may have been renamed already */
  return status;
}

/* Losses of many files, added up.
 * There are few kinds, so a linear search finds them.
 * Names come from files: characters that would break a line of the text form become spaces. */
#include "index/losses.h"

#include <stdlib.h>
#include <string.h>

static char in_line(char c) {
  if (c >= 0 && c < ' ') return ' ';
  return c;
}

/* Returns true if `text` is stored as `line`. */
static bool is_copy(const char *line, const char *text) {
  while (text && *text && *line == in_line(*text)) {
    text++;
    line++;
  }
  return *line == '\0' && !(text && *text);
}

static bool is_same(const index_loss *a, const source_loss *b) {
  return a->kind == b->kind && is_copy(a->name, b->name) && is_copy(a->reason, b->reason);
}

static char *copy_line(const char *text) {
  char *copy = sse_copy(sse_str_of(text ? text : ""));
  for (char *c = copy; c && *c; c++)
    *c = in_line(*c);
  return copy;
}

sse_status index_losses_add(index_losses *losses, const source_loss *loss, sse_error *err) {
  void *grown = losses->losses;
  for (size_t i = 0; i < losses->count; i++) {
    if (!is_same(&losses->losses[i], loss)) continue;
    losses->losses[i].count += loss->count;
    return SSE_OK;
  }
  if (!sse_array_reserve(&grown, &losses->capacity, losses->count + 1, sizeof *losses->losses))
    return sse_fail_memory(err);
  losses->losses = grown;
  index_loss made = {loss->kind, copy_line(loss->name), copy_line(loss->reason), loss->count};
  if (!made.name || !made.reason) {
    free(made.name);
    free(made.reason);
    return sse_fail_memory(err);
  }
  losses->losses[losses->count++] = made;
  return SSE_OK;
}

void losses_write(const index_losses *losses, const char *prefix, sse_buffer *text) {
  for (size_t i = 0; i < losses->count; i++) {
    const index_loss *loss = &losses->losses[i];
    sse_buffer_printf(text, "%s%d\t%zu\t%s\t%s\n", prefix, (int)loss->kind, loss->count, loss->name,
                      loss->reason);
  }
}

/* Adds the loss on a line; other lines are skipped. */
static sse_status read_line(char *line, const char *prefix, index_losses *losses, sse_error *err) {
  size_t skip = strlen(prefix);
  int kind = 0, start = 0;
  size_t count = 0;
  if (strncmp(line, prefix, skip) != 0) return SSE_OK;
  if (sscanf(line + skip, "%d\t%zu%n", &kind, &count, &start) != 2) /* NOLINT: our own numbers */
    return SSE_OK;
  char *name = line + skip + start, *tab = *name == '\t' ? strchr(++name, '\t') : NULL;
  if (!tab || kind < SOURCE_PASSED_OVER || kind > SOURCE_NOT_ASKED) return SSE_OK;
  *tab = '\0';
  const source_loss loss = {(source_loss_kind)kind, name, tab + 1, NULL, count};
  return index_losses_add(losses, &loss, err);
}

sse_status losses_read(sse_str text, const char *prefix, index_losses *losses, sse_error *err) {
  char *copy = sse_copy(text), *rest = copy;
  sse_status status = copy ? SSE_OK : sse_fail_memory(err);
  for (char *line; !status && rest && (line = strsep(&rest, "\n"));)
    status = read_line(line, prefix, losses, err);
  free(copy);
  return status;
}

sse_status losses_read_file(FILE *file, const char *prefix, index_losses *losses, sse_error *err) {
  char *line = NULL;
  size_t size = 0;
  sse_status status = SSE_OK;
  while (!status && getline(&line, &size, file) > 0) {
    line[strcspn(line, "\n")] = '\0';
    status = read_line(line, prefix, losses, err);
  }
  free(line);
  return status;
}

void index_losses_reset(index_losses *losses) {
  for (size_t i = 0; i < losses->count; i++) {
    free(losses->losses[i].name);
    free(losses->losses[i].reason);
  }
  free(losses->losses);
  *losses = (index_losses){0};
}

void index_report_reset(index_report *report) {
  index_losses_reset(&report->losses);
  *report = (index_report){0};
}

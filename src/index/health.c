/* The health of sources as lines of text: `source last_answer told failed path`, with escapes in the path so
 * that it is one word. */
#include "index/health.h"
#include "base/lines.h"
#include "base/url.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const source_health *health_find(const index_health *health, const char *path) {
  for (size_t i = 0; i < health->count; i++)
    if (strcmp(health->sources[i].path, path) == 0) return &health->sources[i];
  return NULL;
}

source_health *health_of(index_health *health, const char *path) {
  void *sources = health->sources;
  const source_health *known = health_find(health, path);
  if (known) return &health->sources[known - health->sources];
  if (!sse_array_reserve(&sources, &health->capacity, health->count + 1, sizeof *health->sources))
    return NULL;
  health->sources = sources;
  char *copy = sse_copy(sse_str_of(path));
  if (!copy) return NULL;
  health->sources[health->count] = (source_health){.path = copy};
  return &health->sources[health->count++];
}

void health_forget(index_health *health, const char *path) {
  const source_health *known = health_find(health, path);
  if (!known) return;
  size_t at = (size_t)(known - health->sources);
  free(health->sources[at].path);
  health->sources[at] = health->sources[--health->count];
}

void health_write(const index_health *health, sse_buffer *text) {
  for (size_t i = 0; i < health->count; i++) {
    const source_health *source = &health->sources[i];
    sse_buffer_printf(text, "source %" PRId64 " %" PRId64 " %zu ", source->last_answer, source->told,
                      source->failed);
    sse_url_append_encoded(text, source->path, "/:?&=");
    sse_buffer_append_text(text, "\n");
  }
}

static int digit_of(char hexadecimal) {
  return isdigit((unsigned char)hexadecimal) ? hexadecimal - '0'
                                             : toupper((unsigned char)hexadecimal) - 'A' + 10;
}

/* Undoes sse_url_append_encoded in place. */
static void decode(char *text) {
  char *to = text;
  for (const char *from = text; *from; from++) {
    bool escaped = *from == '%' && isxdigit((unsigned char)from[1]) && isxdigit((unsigned char)from[2]);
    *to++ = escaped ? (char)(digit_of(from[1]) * 16 + digit_of(from[2])) : *from;
    if (escaped) from += 2;
  }
  *to = '\0';
}

sse_status health_read(FILE *file, index_health *health, sse_error *err) {
  char *line = NULL;
  size_t size = 0;
  sse_status status = SSE_OK;
  while (!status && getline(&line, &size, file) > 0) {
    source_health read = {0};
    int start = 0;
    line[strcspn(line, "\n")] = '\0';
    int got =
        sscanf(line, "source %" SCNd64 " %" SCNd64 " %zu %n", /* NOLINT(cert-err34-c): our own numbers */
               &read.last_answer, &read.told, &read.failed, &start);
    if (got != 3 || start == 0 || !line[start]) continue;
    decode(line + start);
    source_health *source = health_of(health, line + start);
    if (!source) {
      status = sse_fail_memory(err);
    } else {
      read.path = source->path;
      *source = read;
    }
  }
  free(line);
  return status;
}

void health_reset(index_health *health) {
  for (size_t i = 0; i < health->count; i++)
    free(health->sources[i].path);
  free(health->sources);
  *health = (index_health){0};
}

/* The health of sources as lines of text: `source KEY last_answer told failed gone`.
 * The file may be readable to everyone, so it contains no paths or addresses: a source is identified by the
 * hash of its path. */
#include "index/health.h"
#include "base/lines.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static const source_health *find_key(const index_health *health, uint64_t key) {
  for (size_t i = 0; i < health->count; i++)
    if (health->sources[i].key == key) return &health->sources[i];
  return NULL;
}

const source_health *health_find(const index_health *health, const char *path) {
  return find_key(health, XXH3_64bits(path, strlen(path)));
}

static source_health *of_key(index_health *health, uint64_t key) {
  void *sources = health->sources;
  const source_health *known = find_key(health, key);
  if (known) return &health->sources[known - health->sources];
  if (!sse_array_reserve(&sources, &health->capacity, health->count + 1, sizeof *health->sources))
    return NULL;
  health->sources = sources;
  health->sources[health->count] = (source_health){.key = key};
  return &health->sources[health->count++];
}

source_health *health_of(index_health *health, const char *path) {
  return of_key(health, XXH3_64bits(path, strlen(path)));
}

void health_forget(index_health *health, const char *path) {
  const source_health *known = health_find(health, path);
  if (!known) return;
  size_t at = (size_t)(known - health->sources);
  health->sources[at] = health->sources[--health->count];
}

void health_write(const index_health *health, sse_buffer *text) {
  for (size_t i = 0; i < health->count; i++) {
    const source_health *source = &health->sources[i];
    sse_buffer_printf(text, "source %016" PRIx64 " %" PRId64 " %" PRId64 " %zu %" PRIx64 "\n", source->key,
                      source->last_answer, source->reported, source->failed, source->gone);
  }
}

sse_status health_read(FILE *file, index_health *health, sse_error *err) {
  char *line = NULL;
  size_t size = 0;
  sse_status status = SSE_OK;
  while (!status && getline(&line, &size, file) > 0) {
    source_health read = {0};
    /* NOLINTNEXTLINE(cert-err34-c): our own */
    int got = sscanf(line, "source %" SCNx64 " %" SCNd64 " %" SCNd64 " %zu %" SCNx64, &read.key,
                     &read.last_answer, &read.reported, &read.failed, &read.gone);
    if (got != 5) continue;
    source_health *source = of_key(health, read.key);
    if (source) *source = read;
    if (!source) status = sse_fail_memory(err);
  }
  free(line);
  return status;
}

void health_reset(index_health *health) {
  free(health->sources);
  *health = (index_health){0};
}

/* Relations are looked up once for each sheet and each link, of which a sheet may have 65,530.
 * They are sorted by identifier and found by bisection.
 * Each is two strings of its own: there are few enough. */
#include "source/format/sheet_relations.h"
#include "source/format/sheet_cells.h"
#include "source/format/tags.h"

#include <stdlib.h>

static char *attribute(const repair_token *token, const char *name) {
  sse_buffer value = {0};
  sheet_append_text(sheet_attribute(token, name), &value);
  char *copy = value.failed ? NULL : sse_copy(sse_buffer_str(&value));
  sse_buffer_reset(&value);
  return copy;
}

static sse_status take_relation(void *context, const repair_token *token, sse_error *err) {
  struct sheet_relations *relations = context;
  void *all = relations->all;
  if (token->kind != REPAIR_START || !sse_str_is(tags_local_name(token->name), "Relationship")) return SSE_OK;
  if (!sse_array_reserve(&all, &relations->capacity, relations->count + 1, sizeof *relations->all))
    return sse_fail_memory(err);
  relations->all = all;
  struct sheet_relation *added = &relations->all[relations->count++];
  *added = (struct sheet_relation){.id = attribute(token, "Id"), .target = attribute(token, "Target")};
  return added->id && added->target ? SSE_OK : sse_fail_memory(err);
}

static int compare(const void *a, const void *b) {
  const struct sheet_relation *left = a, *right = b;
  return strcmp(left->id, right->id);
}

sse_status sheet_relations_read(struct sheet_relations *relations, sse_str xml, sse_error *err) {
  sse_status status = sheet_each_token(xml, take_relation, relations, err);
  if (!status && relations->count > 1)
    qsort(relations->all, relations->count, sizeof *relations->all, compare);
  return status;
}

sse_str sheet_relations_target(const struct sheet_relations *relations, sse_str id) {
  size_t low = 0, high = relations->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = sse_str_compare(id, sse_str_of(relations->all[middle].id));
    if (order == 0) return sse_str_of(relations->all[middle].target);
    if (order < 0) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return (sse_str){0};
}

void sheet_relations_reset(struct sheet_relations *relations) {
  for (size_t i = 0; i < relations->count; i++) {
    free(relations->all[i].id);
    free(relations->all[i].target);
  }
  free(relations->all);
  *relations = (struct sheet_relations){0};
}

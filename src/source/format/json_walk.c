/* Goes the way to a file's list, and through it.
 * What stands beside the way is passed over byte by byte, and kept nowhere.
 * A second value in the file that has no such list is an item by itself. */
#include "source/format/json_walk.h"
#include "source/format/json_text.h"

#include <string.h>

/* ---- Bytes --------------------------------------------------------------------------------------- */

/* The next byte; -1 at the end or where reading failed, which `*status` tells. */
static int next_byte(struct json_walk *walk, sse_status *status, sse_error *err) {
  if (walk->position == walk->length) {
    walk->position = walk->length = 0;
    *status = walk->read(walk->context, walk->block, sizeof walk->block, &walk->length, err);
    if (*status || walk->length == 0) return -1;
  }
  return (unsigned char)walk->block[walk->position++];
}

/* The first byte of what comes next, past white space and, in a list, commas. */
static int first_byte(struct json_walk *walk, sse_status *status, sse_error *err) {
  int byte;
  do {
    byte = next_byte(walk, status, err);
  } while (sse_is_space(byte) || ((walk->depth > 0 || walk->is_started) && byte == ','));
  return byte;
}

static sse_status fail_in_item(const struct json_walk *walk, sse_status status, const char *why,
                               sse_error *err) {
  return sse_fail(err, status, "%s: item %zu %s", walk->path, walk->number, why);
}

/* Where in the block the value ends that goes on at `at`; false where it goes on after the block. */
static bool find_end(const struct json_walk *walk, struct json_scan *scan, size_t at, bool is_first,
                     size_t *end) {
  for (; at < walk->length; at++, is_first = false) {
    *end = at;
    if (!is_first && json_text_ends_before(scan, walk->block[at])) return true;
    *end = at + 1;
    if (json_text_ends_with(scan, walk->block[at])) return true;
  }
  *end = walk->length;
  return false;
}

/* Reads the value whose first byte was read, and keeps its text where `keeps`. Errors: SSE_INVALID where the
 * file ends in it. */
static sse_status read_value(struct json_walk *walk, bool keeps, sse_error *err) {
  struct json_scan scan = {0};
  sse_status status = SSE_OK;
  bool is_first = true;
  sse_buffer_clear(&walk->value);
  for (;;) {
    size_t start = walk->position - 1, end;
    bool is_whole = find_end(walk, &scan, start, is_first, &end);
    if (keeps) sse_buffer_append(&walk->value, walk->block + start, end - start);
    walk->position = end;
    if (walk->value.failed) return sse_fail_memory(err);
    if (walk->value.length > JSON_WALK_LONGEST)
      return fail_in_item(walk, SSE_TOO_LARGE, "is longer than 64 MiB", err);
    if (is_whole) return SSE_OK;
    if (next_byte(walk, &status, err) < 0) break;
    is_first = false;
  }
  if (status) return status;
  bool is_plain = scan.depth == 0 && !scan.in_string; /* a number or a word at the file's end */
  return is_plain ? SSE_OK : fail_in_item(walk, SSE_INVALID, "is not JSON: the file ends in it", err);
}

/* ---- The way ------------------------------------------------------------------------------------- */

/* The step whose container is open. */
static const struct json_step *open_step(const struct json_walk *walk) {
  return &walk->shape.steps[walk->depth - 1];
}

/* Reads the name before a member's value, which begins with `*byte` then. `*is_wanted` tells whether it is
 * the one that the way goes through. */
static sse_status read_name(struct json_walk *walk, int *byte, bool *is_wanted, sse_error *err) {
  const struct json_step *step = open_step(walk);
  sse_status status = read_value(walk, true, err);
  if (status) return status;
  sse_str name = sse_buffer_str(&walk->value);
  *is_wanted =
      step->kind == JSON_STEP_MEMBERS ||
      (name.length > 1 && sse_str_equal(sse_str_part(name, 1, name.length - 1), sse_str_of(step->name)));
  do {
    *byte = next_byte(walk, &status, err);
  } while (sse_is_space(*byte) || *byte == ':');
  return status;
}

/* True where the next step goes into a value that begins so. */
static bool goes_into(const struct json_walk *walk, int byte) {
  if (walk->depth == walk->shape.count) return false;
  return byte == (walk->shape.steps[walk->depth].kind == JSON_STEP_ELEMENTS ? '[' : '{');
}

static sse_status fail_cut(const struct json_walk *walk, sse_error *err) {
  return sse_fail(err, SSE_INVALID, "%s: ends in the middle of its %s", walk->path,
                  walk->shape.steps[walk->depth - 1].kind == JSON_STEP_ELEMENTS ? "array" : "object");
}

part_outcome json_walk_next(struct json_walk *walk, sse_str *text, sse_error *err) {
  sse_status status = SSE_OK;
  for (;;) {
    bool is_wanted = true;
    int byte = first_byte(walk, &status, err);
    if (status) return PART_CUT;
    if (byte < 0 && walk->depth == 0) return PART_END;
    if (byte < 0) {
      (void)fail_cut(walk, err);
      return PART_CUT;
    }
    if (walk->depth > 0 && (byte == ']' || byte == '}')) {
      walk->depth--;
      continue;
    }
    if (walk->depth > 0 && open_step(walk)->kind != JSON_STEP_ELEMENTS) {
      status = read_name(walk, &byte, &is_wanted, err);
      if (!status && byte < 0) status = fail_cut(walk, err);
      if (status) return PART_CUT;
    }
    if (is_wanted && goes_into(walk, byte)) {
      walk->depth++;
      walk->is_started = true;
      continue;
    }
    /* beside the way, unless it is the list's; the file's own values are items where they are no wrapper */
    bool is_item = is_wanted && (walk->depth == walk->shape.count || walk->depth == 0);
    if (is_item && walk->depth > 0 && open_step(walk)->kind != JSON_STEP_ELEMENTS && byte != '{')
      is_item = false;
    walk->number += is_item;
    status = read_value(walk, is_item, err);
    walk->is_started = true;
    if (status) return PART_CUT;
    if (!is_item) continue;
    *text = sse_buffer_str(&walk->value);
    return PART;
  }
}

void json_walk_reset(struct json_walk *walk) {
  sse_buffer_reset(&walk->value);
}

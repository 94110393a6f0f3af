/* Follows the shape of a file to its list, and reads the list. Objects outside it, and those of other lists,
 * are returned too, since they may be items; anything else outside it is skipped byte by byte and not stored.
 * A second value in the file without such a list is an item by itself. */
#include "source/format/json_walk.h"
#include "source/format/json_text.h"

#include <string.h>

/* ---- Bytes --------------------------------------------------------------------------------------- */

/* The next byte; -1 at the end, or if reading failed, in which case `*status` is set. */
static int next_byte(struct json_walk *walk, sse_status *status, sse_error *err) {
  if (walk->position == walk->length) {
    walk->position = walk->length = 0;
    *status = walk->read(walk->context, walk->block, sizeof walk->block, &walk->length, err);
    if (*status || walk->length == 0) return -1;
  }
  return (unsigned char)walk->block[walk->position++];
}

/* Returns true for the end of a call around a value of the file. */
static bool is_end_of_call(const struct json_walk *walk, int byte) {
  return walk->is_called && walk->depth == 0 && walk->is_started && (byte == ')' || byte == ';');
}

/* The first byte of the next value, after white space and, in a list, commas. */
static int first_byte(struct json_walk *walk, sse_status *status, sse_error *err) {
  int byte;
  do {
    byte = next_byte(walk, status, err);
  } while (sse_is_space(byte) || ((walk->depth > 0 || walk->is_started) && byte == ',') ||
           is_end_of_call(walk, byte));
  return byte;
}

static sse_status fail_in_item(const struct json_walk *walk, sse_status status, const char *why,
                               sse_error *err) {
  return sse_fail(err, status, "%s: item %zu %s", walk->path, walk->number, why);
}

/* Finds the end in the block of a value that continues at `at`; returns false if it continues after the
 * block. */
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

enum { OTHER_MOST = 64 * 1024 /* bytes of an object outside the shape, enough to judge it */ };

/* Reads the value whose first byte was read, and keeps `keeps` bytes of its text, or up to a block more.
 * Errors: SSE_INVALID if the file ends within it. */
static sse_status read_value(struct json_walk *walk, size_t keeps, sse_error *err) {
  struct json_scan scan = {0};
  sse_status status = SSE_OK;
  bool is_first = true;
  sse_buffer_clear(&walk->value);
  for (;;) {
    size_t start = walk->position - 1, end;
    bool is_whole = find_end(walk, &scan, start, is_first, &end);
    if (walk->value.length < keeps) sse_buffer_append(&walk->value, walk->block + start, end - start);
    walk->position = end;
    if (walk->value.failed) return sse_fail_memory(err);
    if (walk->value.length > JSON_WALK_LONGEST)
      return fail_in_item(walk, SSE_TOO_LARGE, "is longer than 64 MiB", err);
    if (is_whole) return SSE_OK;
    if (next_byte(walk, &status, err) < 0) break;
    is_first = false;
  }
  if (status) return status;
  bool is_plain = scan.depth == 0 && !scan.in_string; /* a number or a word at the end of the file */
  return is_plain ? SSE_OK : fail_in_item(walk, SSE_INVALID, "is not JSON: the file ends in it", err);
}

/* ---- The path to the list ------------------------------------------------------------------------ */

/* The step whose container is open. */
static const struct json_step *open_step(const struct json_walk *walk) {
  return &walk->shape.steps[walk->depth - 1];
}

/* Reads the name before a member's value, and sets `*byte` to the value's first byte. Sets `*is_wanted` if it
 * is the member that the shape goes through. */
static sse_status read_name(struct json_walk *walk, int *byte, bool *is_wanted, sse_error *err) {
  const struct json_step *step = open_step(walk);
  sse_status status = read_value(walk, SIZE_MAX, err);
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

/* Returns true if the next step goes into a value that begins with `byte`. */
static bool goes_into(const struct json_walk *walk, int byte) {
  if (walk->depth == walk->shape.count) return false;
  return byte == (walk->shape.steps[walk->depth].kind == JSON_STEP_ELEMENTS ? '[' : '{');
}

static sse_status fail_cut(const struct json_walk *walk, sse_error *err) {
  return sse_fail(err, SSE_INVALID, "%s: ends in the middle of its %s", walk->path,
                  walk->shape.steps[walk->depth - 1].kind == JSON_STEP_ELEMENTS ? "array" : "object");
}

/* Reads a value outside the shape; sets `*is_given` if it is an object, which is returned. */
static sse_status read_other(struct json_walk *walk, int byte, bool *is_given, sse_error *err) {
  bool is_list = walk->in_other;
  *is_given = byte == '{';
  return read_value(walk, byte != '{' ? 0 : is_list ? SIZE_MAX : OTHER_MOST, err);
}

/* Starts reading a member outside the shape, named by the last name read. */
static void begin_other(struct json_walk *walk, int byte) {
  sse_str name = sse_buffer_str(&walk->value);
  size_t length = name.length > 2 ? name.length - 2 : 0;
  if (length >= sizeof walk->other_name) length = sizeof walk->other_name - 1;
  if (length > 0) memcpy(walk->other_name, name.data + 1, length);
  walk->other_name[length] = '\0';
  walk->in_other = byte == '[';
}

/* Returns true if `byte` ends a list or an object, or begins one of the shape, and moves past it. */
static bool passes(struct json_walk *walk, int byte) {
  bool is_end = byte == ']' || byte == '}';
  if (walk->in_other && byte == ']') {
    walk->in_other = false;
    return true;
  }
  if (walk->in_other || walk->depth == 0 || !is_end) return false;
  walk->depth--;
  return true;
}

/* Reads the name before a value, if there is one; `*byte` is then the value's first. */
static sse_status take_name(struct json_walk *walk, int *byte, bool *is_wanted, sse_error *err) {
  *is_wanted = true;
  if (walk->in_other || walk->depth == 0 || open_step(walk)->kind == JSON_STEP_ELEMENTS) return SSE_OK;
  sse_status status = read_name(walk, byte, is_wanted, err);
  if (!status && *byte < 0) status = fail_cut(walk, err);
  if (!status && !*is_wanted) begin_other(walk, *byte);
  return status;
}

/* Returns true for a value in the place of an item: in the list, or at the top level of a file without a
 * wrapper. */
static bool is_of_list(const struct json_walk *walk, int byte) {
  if (walk->depth == 0) return true;
  return walk->depth == walk->shape.count && (open_step(walk)->kind == JSON_STEP_ELEMENTS || byte == '{');
}

part_outcome json_walk_next(struct json_walk *walk, sse_str *text, sse_error *err) {
  sse_status status = SSE_OK;
  for (bool is_given = false; !is_given;) {
    bool is_wanted;
    int byte = first_byte(walk, &status, err);
    if (status) return PART_CUT;
    if (byte < 0 && walk->depth == 0) return PART_END;
    if (byte < 0) {
      (void)fail_cut(walk, err);
      return PART_CUT;
    }
    if (passes(walk, byte)) continue;
    if (take_name(walk, &byte, &is_wanted, err)) return PART_CUT;
    walk->is_started = true;
    walk->is_other = walk->in_other || !is_wanted;
    if (!walk->is_other && goes_into(walk, byte)) {
      walk->depth++;
    } else if (!is_wanted && walk->in_other) {
      continue; /* its elements come next */
    } else if (walk->is_other) {
      status = read_other(walk, byte, &is_given, err);
    } else {
      is_given = is_of_list(walk, byte);
      walk->number += is_given;
      status = read_value(walk, is_given ? SIZE_MAX : 0, err);
    }
    if (status) return PART_CUT;
  }
  *text = sse_buffer_str(&walk->value);
  return PART;
}

void json_walk_reset(struct json_walk *walk) {
  sse_buffer_reset(&walk->value);
}

/* Portions of a file that are known from an earlier reading: skipping them changes nothing that is reported.
 * The portions of the earlier reading are kept here as an index keeps them. */
#include "collecting.h"

enum { MOST = 64 };

/* The results of a reading, and the portions known from the one before. */
struct memory {
  struct collected collected;
  source_portion known[MOST], read[MOST];
  sse_buffer losses[MOST]; /* of the portions in `read` */
  size_t known_count, read_count, asked, passed_over;
};

static sse_status take(void *context, const source_item *item, sse_error *err) {
  struct memory *memory = context;
  return collect_item(&memory->collected, item, err);
}

static void take_problem(void *context, const char *message) {
  collect_problem(&((struct memory *)context)->collected, message);
}

static void take_loss(void *context, const source_loss *loss) {
  collect_loss(&((struct memory *)context)->collected, loss);
}

static sse_status meet(void *context, source_portion *portion, bool *is_known, sse_error *err) {
  struct memory *memory = context;
  (void)err;
  *is_known = false;
  memory->asked++;
  for (size_t i = 0; i < memory->known_count && !*is_known; i++) {
    *is_known = memory->known[i].line == portion->line &&
                memcmp(memory->known[i].hash, portion->hash, sizeof portion->hash) == 0;
    if (*is_known) *portion = memory->known[i];
  }
  memory->passed_over += *is_known;
  return SSE_OK;
}

static void note(void *context, const source_portion *portion) {
  struct memory *memory = context;
  assert_true(memory->read_count < MOST);
  size_t i = memory->read_count++;
  memory->read[i] = *portion;
  sse_buffer_clear(&memory->losses[i]);
  sse_buffer_append_str(&memory->losses[i], portion->losses);
  memory->read[i].losses = sse_buffer_str(&memory->losses[i]);
}

/* Reads a text as a file of that name. */
static void read_file_into(void **state, const char *name, const char *text, const source_options *options,
                           struct memory *memory) {
  const source_options none = {0};
  const source_handler handler = {.context = memory,
                                  .on_item = take,
                                  .on_problem = take_problem,
                                  .on_loss = take_loss,
                                  .on_portion = meet,
                                  .on_portion_read = note};
  struct collected *collected = &memory->collected;
  const char *path = path_in(state, name);
  text_analyser *analyser;
  write_text(path, text);
  sse_buffer_append_text(&collected->items, "");
  sse_buffer_append_text(&collected->problems, "");
  sse_buffer_append_text(&collected->losses, "");
  assert_int_equal(text_analyser_new(&analyser, &collected->err), SSE_OK);
  assert_int_equal(
      source_read(path, options ? options : &none, analyser, &handler, &collected->report, &collected->err),
      SSE_OK);
  text_analyser_free(analyser);
}

static void read_into(void **state, const char *text, const source_options *options, struct memory *memory) {
  read_file_into(state, "portions.jsonl", text, options, memory);
}

static void memory_reset(struct memory *memory) {
  collected_reset(&memory->collected);
  for (size_t i = 0; i < MOST; i++)
    sse_buffer_reset(&memory->losses[i]);
}

/* Reads a text, then another with the portions of the first known. The second reading must report the same as
 * one that knows nothing, except for the items of `passed_over` portions; the items left must be
 * contiguous. */
static void assert_passed_over(void **state, const char *first, const char *second, size_t passed_over) {
  struct memory before = {0}, again = {0}, alone = {0};
  read_into(state, first, NULL, &before);
  memcpy(again.known, before.read, sizeof before.read);
  again.known_count = before.read_count;
  read_into(state, second, NULL, &again);
  read_into(state, second, NULL, &alone);
  const source_report *a = &again.collected.report, *b = &alone.collected.report;
  assert_int_equal(again.passed_over, passed_over);
  assert_string_equal(again.collected.losses.data, alone.collected.losses.data);
  assert_string_equal(again.collected.problems.data, alone.collected.problems.data);
  assert_int_equal(a->items, b->items);
  assert_int_equal(a->skipped, b->skipped);
  assert_int_equal(a->withheld, b->withheld);
  assert_int_equal(a->lost, b->lost);
  assert_int_equal(a->repaired, b->repaired);
  assert_int_equal(a->may_change, b->may_change);
  if (!strstr(alone.collected.items.data, again.collected.items.data))
    fail_msg("%s", again.collected.items.data);
  memory_reset(&before);
  memory_reset(&again);
  memory_reset(&alone);
}

/* Writes `count` lines of items, each with a different title; `special` replaces line `at`. */
static char *lines_with(size_t count, size_t at, const char *special) {
  sse_buffer text = {0};
  for (size_t i = 1; i <= count; i++) {
    if (i == at) {
      sse_buffer_printf(&text, "%s\n", special);
    } else {
      sse_buffer_printf(&text, "{\"title\":\"Cooperatives of the year %zu\",\"text\":\"They grew.\"}\n", i);
    }
  }
  assert_false(text.failed);
  return text.data; /* the caller frees it */
}

static void portions_before_a_change_are_passed_over(void **state) {
  static const struct {
    size_t lines, at;
    const char *before, *after;
    size_t passed_over;
  } cases[] = {
      {500, 500, "{\"title\":\"A\"}", "{\"title\":\"B\"}", 3},
      {500, 385, "{\"title\":\"A\"}", "{\"title\":\"B\"}", 3}, /* the first line of a portion */
      {500, 384, "{\"title\":\"A\"}", "{\"title\":\"B\"}", 3}, /* the last one */
      {500, 1, "{\"title\":\"A\"}", "{\"title\":\"A\"}", 4},
      {129, 129, "{\"title\":\"A\"}", "{\"title\":\"B\"}", 1},
      {100, 50, "{\"title\":\"A\"}", "{\"title\":\"A\"}", 1},
      {100, 50, "{\"title\":\"A\"}", "{\"title\":\"B\"}", 0},
      /* What was not taken is counted again. */
      {300, 3, "{\"title\":\"A\",\"unknown\":\"kept nowhere\"}", NULL, 3},
      {300, 3, "{\"title\":\"A\",\"status\":\"draft\"}", NULL, 3},
      {300, 3, "{\"title\":\"A\",\"lang\":\"no such one!\"}", NULL, 3},
      {300, 3, "{\"items\":[{\"title\":\"A\"},{\"title\":\"B\"}]}", NULL, 3},
      {300, 3, "", NULL, 3},
      {300, 3, "{\"title\":\"A \xFF\"}", NULL, 3}, /* reported for the file as a whole */
      /* The portion of an item that will be withdrawn one day is read each time, and no other. */
      {300, 3, "{\"title\":\"A\",\"expiryDate\":\"2999-01-01\"}", NULL, 2},
      /* What is reported with its place is reported again, so its portion is read. */
      {300, 300, "{\"title\":", NULL, 2},
      {300, 300, "{\"title\":\"A\",\"date\":\"some day\"}", NULL, 2},
      {300, 300, "\"no item\"", NULL, 2},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *before = lines_with(cases[i].lines, cases[i].at, cases[i].before);
    char *after = lines_with(cases[i].lines, cases[i].at, cases[i].after ? cases[i].after : cases[i].before);
    assert_passed_over(state, before, after, cases[i].passed_over);
    free(before);
    free(after);
  }
}

static void lines_that_are_not_whole_items_do_not_shift_those_after_them(void **state) {
  /* Empty lines at the end of a portion are read with the first line of the next one, which is then not
   * known. */
  char *text = lines_with(300, 128, "");
  assert_passed_over(state, text, text, 2);
  free(text);
  text = lines_with(300, 300, "\n\n");
  assert_passed_over(state, text, text, 2);
  free(text);
}

static void what_items_tell_of_those_after_them_is_known_too(void **state) {
  /* A headline alone is too short for language detection: it takes the language of the items before it. */
  sse_buffer text = {0}, other = {0};
  for (size_t i = 0; i < 256; i++) {
    const char *body = i < 128 ? "La f\xC3\xA9"
                                 "d\xC3\xA9ration des coop\xC3\xA9ratives agricoles a tenu son "
                                 "assembl\xC3\xA9"
                                 "e annuelle et les membres ont vot\xC3\xA9 le budget."
                               : "";
    sse_buffer_printf(&text, "{\"title\":\"Budget %zu\",\"text\":\"%s\"}\n", i, body);
  }
  sse_buffer_append_str(&other, sse_buffer_str(&text));
  sse_buffer_append_text(&other, "{\"title\":\"Budget\"}\n");
  assert_passed_over(state, text.data, other.data, 2);
  struct memory memory = {0};
  read_into(state, other.data, NULL, &memory);
  assert_non_null(strstr(memory.collected.items.data, "|Budget||||fr\n"));
  /* After different items, the same lines are another portion. */
  const char *second = strstr(text.data, "{\"title\":\"Budget 128\"");
  sse_buffer english = {0};
  for (size_t i = 0; i < 128; i++) {
    sse_buffer_printf(&english,
                      "{\"title\":\"Budget %zu\",\"text\":\"The federation of the cooperatives held "
                      "its annual meeting and the members voted for the budget.\"}\n",
                      i);
  }
  sse_buffer_append_text(&english, second);
  assert_passed_over(state, text.data, english.data, 0);
  memory_reset(&memory);
  sse_buffer_reset(&text);
  sse_buffer_reset(&other);
  sse_buffer_reset(&english);
}

static void losses_are_told_in_the_order_in_which_they_come(void **state) {
  char *before = lines_with(256, 6, "{\"title\":\"A\",\"kA\":\"text\"}\n{\"title\":\"B\"}");
  char *after = lines_with(256, 6, "{\"title\":\"A\"}\n{\"title\":\"B\"}");
  sse_buffer first = {0}, second = {0};
  static const char more[] = "{\"title\":\"C\",\"kB\":\"text\"}\n{\"title\":\"D\",\"kA\":\"text\"}\n";
  sse_buffer_append_text(&first, before);
  sse_buffer_append_text(&first, more);
  sse_buffer_append_text(&second, after);
  sse_buffer_append_text(&second, more);
  assert_passed_over(state, first.data, second.data, 2);
  sse_buffer_reset(&first);
  sse_buffer_reset(&second);
  free(before);
  free(after);
}

static void where_links_start_is_part_of_what_a_portion_is(void **state) {
  static const source_options one = {.url = "https://e.org/x/list"}, other = {.url = "https://e.org/y/list"};
  static const char text[] = "{\"title\":\"A\",\"url\":\"a\"}\n";
  struct memory before = {0}, same = {0}, moved = {0};
  read_into(state, text, &one, &before);
  same.known[0] = moved.known[0] = before.read[0];
  same.known_count = moved.known_count = 1;
  read_into(state, text, &one, &same);
  read_into(state, text, &other, &moved);
  assert_int_equal(same.passed_over, 1);
  assert_int_equal(moved.passed_over, 0);
  assert_string_equal(moved.collected.items.data, "|A||https://e.org/y/a||\n");
  memory_reset(&before);
  memory_reset(&same);
  memory_reset(&moved);
}

static void losses_that_are_not_written_as_they_are_count_nothing_and_harm_nothing(void **state) {
  static const sse_str damaged[] = {{"\x80\xFF\xFF\xFF\xFF"
                                     "a\0b\0",
                                     9},
                                    {"\x7F\1\0\0\0"
                                     "a\0b\0",
                                     9},
                                    {"\1\1\0\0\0"
                                     "abc",
                                     8},
                                    {"\1\1", 2},
                                    {"\0\0\0\0\0\0\0\0", 8}};
  for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
    struct memory before = {0}, again = {0};
    read_into(state, "{\"title\":\"A\"}\n", NULL, &before);
    again.known[0] = before.read[0];
    again.known[0].losses = damaged[i];
    again.known_count = 1;
    read_into(state, "{\"title\":\"A\"}\n", NULL, &again);
    assert_int_equal(again.passed_over, 1);
    memory_reset(&before);
    memory_reset(&again);
  }
}

static void nothing_is_asked_where_all_of_a_file_has_to_be_seen(void **state) {
  char command[600];
  const source_filter filters[] = {{"org", command}, {0}};
  const source_options filtered = {.filters = filters};
  static const source_options named = {.names.of[SOURCE_NAME_TITLE] = "headline"};
  struct memory memory = {0};
  read_into(state, "{\"headline\":\"A\"}\n{\"headline\":\"B\"}\n", &named, &memory);
  assert_int_equal(memory.asked, 0);
  memory_reset(&memory);
  /* A line that the filter drops marks all items as drafts. */
  write_text(path_in(state, "body.sh"), "sed '/^[#]/d'\n");
  (void)snprintf(command, sizeof command, "sh %s", path_in(state, "body.sh"));
  memory = (struct memory){0};
  read_file_into(state, "portions.org", "#+DRAFT: t\n{\"title\":\"A\"}\n{\"title\":\"B\"}\n", &filtered,
                 &memory);
  assert_int_equal(memory.collected.report.withheld, 2);
  assert_int_equal(memory.asked, 0);
  memory_reset(&memory);
  memory = (struct memory){0};
  read_into(state, "[{\"title\":\"A\"},\n{\"title\":\"B\"}]\n", NULL, &memory);
  assert_int_equal(memory.asked, 0);
  memory_reset(&memory);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(portions_before_a_change_are_passed_over),
      cmocka_unit_test(lines_that_are_not_whole_items_do_not_shift_those_after_them),
      cmocka_unit_test(what_items_tell_of_those_after_them_is_known_too),
      cmocka_unit_test(losses_are_told_in_the_order_in_which_they_come),
      cmocka_unit_test(where_links_start_is_part_of_what_a_portion_is),
      cmocka_unit_test(losses_that_are_not_written_as_they_are_count_nothing_and_harm_nothing),
      cmocka_unit_test(nothing_is_asked_where_all_of_a_file_has_to_be_seen),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

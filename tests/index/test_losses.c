/* What runs store in the index as text: losses of files, and the health of sources.
 * Both are read back by the next run, perhaps after another program has changed them.
 * Names in them come from files, so they may contain anything. */
#include "index/health.h"
#include "index/losses.h"
#include "testing.h"

static void add(index_losses *losses, source_loss_kind kind, const char *name, const char *reason,
                size_t count) {
  const source_loss loss = {kind, name, reason, "where", count};
  sse_error err;
  assert_int_equal(index_losses_add(losses, &loss, &err), SSE_OK);
}

static void losses_of_one_kind_name_and_reason_add_up(void **state) {
  index_losses losses = {0};
  (void)state;
  add(&losses, SOURCE_PASSED_OVER, ".pdf", "needs pdftotext", 2);
  add(&losses, SOURCE_PASSED_OVER, ".pdf", "needs pdftotext", 3);
  add(&losses, SOURCE_PASSED_OVER, ".pdf", "is damaged", 1);
  add(&losses, SOURCE_NOT_TAKEN, ".pdf", "needs pdftotext", 1);
  add(&losses, SOURCE_NOT_TAKEN, "a\tb\nc", NULL, 4);
  add(&losses, SOURCE_NOT_TAKEN, "a\tb\nc", NULL, 4);
  assert_int_equal(losses.count, 4);
  assert_int_equal(losses.losses[0].count, 5);
  assert_string_equal(losses.losses[3].name, "a b c");
  assert_int_equal(losses.losses[3].count, 8);
  index_losses_reset(&losses);
  assert_int_equal(losses.count, 0);
}

static void losses_are_read_as_they_were_written(void **state) {
  index_losses losses = {0}, read = {0};
  sse_buffer text = {0}, again = {0};
  sse_error err;
  (void)state;
  add(&losses, SOURCE_PASSED_OVER, ".pdf", "needs pdftotext", 2);
  add(&losses, SOURCE_NOT_TAKEN, "a column, with words", NULL, 12345678901);
  add(&losses, SOURCE_DROPPED, "date", "cannot be read", 1);
  add(&losses, SOURCE_DROPPED, "", "", 1);
  add(&losses, SOURCE_WITHHELD, "draft", NULL, 3);
  add(&losses, SOURCE_NOT_ASKED, "article", "forbidden by robots.txt", 2);
  losses_write(&losses, "lost ", &text);
  assert_int_equal(losses_read(sse_buffer_str(&text), "lost ", &read, &err), SSE_OK);
  assert_int_equal(read.count, 6);
  losses_write(&read, "lost ", &again);
  assert_string_equal(text.data, again.data);
  index_losses_reset(&losses);
  index_losses_reset(&read);
  sse_buffer_reset(&text);
  sse_buffer_reset(&again);
}

static void lines_that_tell_no_loss_are_passed_over(void **state) {
  static const char text[] =
      "started=1\nlost\nlost 0\t1\nlost 0\t1\tx\nlost x\t1\ta\tb\nlost 5\t1\ta\tb\nlost -1\t1\ta\tb\n"
      "0\t1\ta\tb\nlost 2\t7\ta\tb\n\n";
  index_losses read = {0};
  sse_error err;
  (void)state;
  assert_int_equal(losses_read(STR(text), "lost ", &read, &err), SSE_OK);
  assert_int_equal(read.count, 1);
  assert_int_equal(read.losses[0].kind, SOURCE_DROPPED);
  assert_int_equal(read.losses[0].count, 7);
  assert_string_equal(read.losses[0].name, "a");
  assert_string_equal(read.losses[0].reason, "b");
  index_losses_reset(&read);
}

static void the_health_of_a_source_is_kept_under_its_path_without_it(void **state) {
  index_health health = {0}, read = {0};
  sse_buffer text = {0};
  sse_error err;
  *health_of(&health, "https://u:secret@x.example/") =
      (source_health){.key = health_of(&health, "https://u:secret@x.example/")->key,
                      .last_answer = 1690000000,
                      .reported = 5,
                      .failed = 3};
  health_of(&health, "b")->failed = 1;
  health_of(&health, "c")->failed = 2;
  assert_int_equal(health.count, 3);
  assert_ptr_equal(health_of(&health, "b"), health_find(&health, "b"));
  health_forget(&health, "b");
  health_forget(&health, "never known");
  assert_null(health_find(&health, "b"));
  assert_int_equal(health_find(&health, "c")->failed, 2);
  sse_buffer_append_text(&text, "started=1 ended=2\n");
  health_write(&health, &text);
  sse_buffer_append_text(&text, "source zz 1 2 3\nlost 0\t1\ta\tb\n");
  assert_null(strstr(text.data, "secret"));
  const char *path = path_in(state, "health");
  write_text(path, text.data);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  assert_int_equal(health_read(file, &read, &err), SSE_OK);
  assert_int_equal(fclose(file), 0);
  assert_int_equal(read.count, 2);
  const source_health *first = health_find(&read, "https://u:secret@x.example/");
  assert_non_null(first);
  assert_int_equal(first->last_answer, 1690000000);
  assert_int_equal(first->reported, 5);
  assert_int_equal(first->failed, 3);
  health_reset(&health);
  health_reset(&read);
  sse_buffer_reset(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(losses_of_one_kind_name_and_reason_add_up),
      cmocka_unit_test(losses_are_read_as_they_were_written),
      cmocka_unit_test(lines_that_tell_no_loss_are_passed_over),
      cmocka_unit_test(the_health_of_a_source_is_kept_under_its_path_without_it),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

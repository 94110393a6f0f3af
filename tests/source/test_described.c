/* Tables that describe the files in the folder next to them, on disk and in a zip file.
 * Each file is read by itself, as in a run; a row is read with its file.
 * Rows without a file are items as ever. */
#include "collecting.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

static const struct {
  const char *name, *text;
} files[] = {
    {"posts/17.ferry.html", "<h2>At dawn</h2><p>The crew of the ferry owns it from today.</p>"},
    {"posts/18.mill.html", "<p>The mill will be sold next week, if nobody says a word.</p>"},
    {"posts/19.bank.html", "<p>The bank says what only its members may read.</p>"},
    {"posts/note.html", "<h1>A note</h1><p>Nobody lists it, and yet it is in the folder.</p>"},
    {"posts/17.ferry.delivers.csv", "email,name\nann@example.org,Ann\n"},
    {"posts.csv", "post_id,post_date,is_published,audience,title,subtitle\n"
                  "16.lost,2023-07-24T10:00:00Z,TRUE,everyone,Lost,Only the list has it\n"
                  "17.ferry,2023-07-25T10:00:00Z,TRUE,everyone,The crew owns the ferry,A town at sea\n"
                  "18.mill,,FALSE,everyone,The mill,\n"
                  "19.bank,2023-07-26T10:00:00Z,TRUE,only_paid,The bank,\n"},
};

#define FERRY "2023-07-25|The crew owns the ferry|At dawn\nThe crew of the ferry owns it from today.|||en\n"
#define NOTE  "|A note|Nobody lists it, and yet it is in the folder.|||en\n"
#define LOST  "2023-07-24|Lost|Only the list has it|||en\n"

static void write_folder(void **state) {
  char folder[4096];
  (void)snprintf(folder, sizeof folder, "%s/posts", (const char *)*state);
  assert_int_equal(mkdir(folder, 0755), 0);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    write_text(path_in(state, files[i].name), files[i].text);
}

static void a_row_says_what_its_file_does_not(void **state) {
  const char *const items[] = {FERRY, "", "", NOTE, "", LOST};
  const size_t withheld[] = {0, 1, 1, 0, 0, 0};
  write_folder(state);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    struct collected collected = collect_file(path_in(state, files[i].name), NULL);
    if (collected.status) fail_msg("%s: %s", files[i].name, collected.err.message);
    assert_string_equal(collected.items.data ? collected.items.data : "", items[i]);
    assert_int_equal(collected.report.withheld, withheld[i]);
    assert_true(i == 3 || collected.report.may_change); /* with the other file */
    collected_reset(&collected);
  }
}

/* Writes the files into a zip, in that order or from the last to the first. */
static void write_zip(const char *path, bool is_reversed) {
  struct archive *archive = archive_write_new();
  struct archive_entry *entry = archive_entry_new();
  size_t count = sizeof files / sizeof *files;
  assert_non_null(archive);
  assert_non_null(entry);
  assert_int_equal(archive_write_set_format_zip(archive), ARCHIVE_OK);
  assert_int_equal(archive_write_open_filename(archive, path), ARCHIVE_OK);
  for (size_t i = 0; i < count; i++) {
    size_t at = is_reversed ? count - 1 - i : i, length = strlen(files[at].text);
    archive_entry_clear(entry);
    archive_entry_set_pathname(entry, files[at].name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)length);
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(archive, files[at].text, length), (la_ssize_t)length);
  }
  archive_entry_free(entry);
  assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
}

static void in_a_zip_file_the_table_may_stand_anywhere(void **state) {
  const char *const items[] = {FERRY NOTE LOST, LOST NOTE FERRY};
  for (size_t i = 0; i < 2; i++) {
    const char *path = path_in(state, "export.zip");
    write_zip(path, i == 1);
    struct collected collected = collect_file(path, NULL);
    assert_int_equal(collected.status, SSE_OK);
    assert_string_equal(collected.items.data, items[i]);
    assert_int_equal(collected.report.withheld, 2);
    collected_reset(&collected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_row_says_what_its_file_does_not),
      cmocka_unit_test(in_a_zip_file_the_table_may_stand_anywhere),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

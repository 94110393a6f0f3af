/* Archives: names in old code pages, nested archives, and errors in single entries.
 * Tar headers are written here byte by byte, since a program would convert the names to the locale's charset;
 * other archives are made by libarchive. */
#include "collecting.h"

#include "source/container/container.h"

#include <archive.h>
#include <archive_entry.h>

/* Appends a file to a tar archive (POSIX 1003.1-1988, ustar) under a name of any bytes. */
static void append_tar(sse_buffer *tar, const char *name, const char *text) {
  enum { BLOCK = 512, SUM = 148 };
  static const char padding[BLOCK];
  char header[BLOCK] = {0};
  unsigned sum = 0, length = (unsigned)strlen(text);
  /* NOLINTBEGIN(bugprone-not-null-terminated-result): header fields have no terminator */
  memcpy(header, name, strlen(name));
  memcpy(header + 100, "0000644\0000000000\0000000000", 24);
  (void)snprintf(header + 124, 13, "%011o", length);
  memcpy(header + 136, "00000000000", 11);
  memset(header + SUM, ' ', 8);
  header[156] = '0';
  memcpy(header + 257, "ustar\00000", 8);
  /* NOLINTEND(bugprone-not-null-terminated-result) */
  for (int i = 0; i < BLOCK; i++)
    sum += (unsigned char)header[i];
  (void)snprintf(header + SUM, 8, "%06o", sum);
  sse_buffer_append(tar, header, BLOCK);
  sse_buffer_append(tar, text, length);
  if (length % BLOCK > 0) sse_buffer_append(tar, padding, BLOCK - length % BLOCK);
}

static void end_tar(sse_buffer *tar) {
  static const char zeros[1024];
  sse_buffer_append(tar, zeros, sizeof zeros);
}

static void names_of_old_code_pages_are_read(void **state) {
  static const struct {
    const char *bytes, *shown;
  } cases[] = {
      {"plain.txt", "plain.txt"},
      {"\xC3\xA9t\xC3\xA9.txt", "été.txt"},                                                 /* UTF-8 */
      {"\x82t\x82.txt", "été.txt"},                                                         /* CP437 */
      {"M\x81ller.txt", "Müller.txt"},                                                      /* CP437 */
      {"\x8B\xA6\x93\xAF\x91g\x8D\x87\x83j\x83\x85\x81[\x83X.txt", "協同組合ニュース.txt"}, /* Shift_JIS */
      {"\xC7\xF9\xB5\xBF\xC1\xB6\xC7\xD5 \xBC\xD2\xBD\xC4.txt", "협동조합 소식.txt"},       /* CP949 */
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer tar = {0};
    char place[128];
    append_tar(&tar, cases[i].bytes, "A headline\n");
    append_tar(&tar, "z.txt", "Another\n");
    end_tar(&tar);
    const char *path = path_in(state, "names.tar");
    write_bytes(path, tar.data, tar.length);
    struct collected collected = collect_file(path, NULL);
    (void)snprintf(place, sizeof place, "names.tar/%s:1\nnames.tar/z.txt:1\n", cases[i].shown);
    assert_string_equal(collected.places.data, place);
    assert_int_equal(collected.report.items, 2);
    collected_reset(&collected);
    sse_buffer_reset(&tar);
  }
}

static void which_entries_are_read_is_told_by_their_names(void **state) {
  static const struct {
    const char *name;
    bool taken;
    const char *losses;
  } cases[] = {
      {"a.txt", true, ""},
      {"./a.txt", true, ""},
      {"./d/../a.txt", true, ""},
      {".hidden.txt", false, ""},
      {"d/.hidden/a.txt", false, ""},
      {"./.git/a.txt", false, ""},
      {"__MACOSX/a.txt", false, ""},
      {"d.e/a", false, "passed over no ending 1\n"},
      {"a.xyz", false, "passed over .xyz 1\n"},
      {"a.xlsb", false, "passed over .xlsb 1\n"},
      {"A.TXT", true, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer tar = {0};
    append_tar(&tar, cases[i].name, "A headline\n");
    append_tar(&tar, "z.txt", "Another\n");
    end_tar(&tar);
    const struct reading_case wanted = {.name = "taken.tar",
                                        .bytes = tar.data,
                                        .length = tar.length,
                                        .items = cases[i].taken ? "|A headline||||\n|Another||||\n"
                                                                : "|Another||||\n",
                                        .losses = cases[i].losses};
    assert_readings(state, &wanted, 1);
    sse_buffer_reset(&tar);
  }
}

static void letters_of_a_maildir_are_read_as_mail(void **state) {
  static const char *const names[] = {"Maildir/cur/1690279200.M2P3.host:2,S", "cur/7.host:2,",
                                      "Maildir/.Archive.2023/new/1690279201.M2P3.host",
                                      "Maildir/.Sent/cur/1690279202.M2P3.host_2,RS"};
  static const char *const others[] = {"Maildir/cur/logo", "new/7.host"};
  static const char *const hidden[] = {"Maildir/.Sent/maildirfolder", ".git/cur.txt", ".git/a/cur/x.txt"};
  const char letter[] =
      "From: a@b\nDate: 26 Jul 2023\nSubject: One\n\nFrom x@y Tue Jul 25 10:00:00 2023\nWords.\n";
  sse_buffer tar = {0};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    append_tar(&tar, names[i], letter);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    append_tar(&tar, others[i], "Words\n");
  for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
    append_tar(&tar, hidden[i], letter);
  end_tar(&tar);
  static const char item[] = "2023-07-26|One|From x@y Tue Jul 25 10:00:00 2023\nWords.||a@b|en\n";
  sse_buffer items = {0};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    sse_buffer_append_text(&items, item);
  const struct reading_case wanted = {.name = "mail.tar",
                                      .bytes = tar.data,
                                      .length = tar.length,
                                      .items = items.data,
                                      .losses = "passed over no ending 1\npassed over .host 1\n"};
  assert_readings(state, &wanted, 1);
  sse_buffer_reset(&tar);
  sse_buffer_reset(&items);
}

static void a_bad_entry_costs_itself_only(void **state) {
  sse_buffer tar = {0};
  append_tar(&tar, "a.txt", "First\n");
  append_tar(&tar, "b.txt", "");
  append_tar(&tar, "c.json", "[{\"title\":\"Second\"},{\"title\":x},{\"title\":\"Third\"}]");
  append_tar(&tar, "d.csv", "no,columns\n1,2\n");
  append_tar(&tar, "e.txt", "Last\n");
  end_tar(&tar);
  const char *path = path_in(state, "bad.tar");
  write_bytes(path, tar.data, tar.length);
  struct collected collected = collect_file(path, NULL);
  struct reading_case wanted = {.name = "bad.tar",
                                .items = "|First||||\n|Second||||\n|Third||||\n|Last||||\n",
                                .problem = "bad.tar/b.txt: is empty (skipped)\n",
                                .skipped = 3};
  assert_collected(&collected, &wanted);
  wanted.problem = "bad.tar/c.json: item 2: not JSON: ";
  assert_collected(&collected, &wanted);
  wanted.problem = "bad.tar/d.csv: no column is named";
  assert_collected(&collected, &wanted);
  collected_reset(&collected);

  const size_t cuts[] = {512 + 3, 512 + 512 + 100, 3 * 512 + 40}; /* within an entry, and within headers */
  for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
    write_bytes(path, tar.data, cuts[i]);
    collected = collect_file(path, NULL);
    assert_true(collected.status != SSE_OK || collected.report.cut || collected.report.skipped > 0);
    collected_reset(&collected);
  }
  sse_buffer_reset(&tar);
}

/* Packs a file into an archive with one entry or, without a name for it, compresses it; `out` is replaced. */
static void pack(sse_buffer *out, const char *name, const char *format, const char *filter) {
  size_t room = out->length * 2 + 65536, used = 0;
  char *packed = malloc(room);
  assert_non_null(packed);
  struct archive *archive = archive_write_new();
  struct archive_entry *entry = archive_entry_new();
  assert_int_equal(archive_write_set_format_by_name(archive, format), ARCHIVE_OK);
  if (filter) assert_int_equal(archive_write_add_filter_by_name(archive, filter), ARCHIVE_OK);
  archive_entry_set_pathname(entry, name);
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, (la_int64_t)out->length);
  assert_int_equal(archive_write_open_memory(archive, packed, room, &used), ARCHIVE_OK);
  assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
  assert_int_equal(archive_write_data(archive, out->data, out->length), (la_ssize_t)out->length);
  assert_int_equal(archive_write_free(archive), ARCHIVE_OK);
  archive_entry_free(entry);
  sse_buffer_clear(out);
  sse_buffer_append(out, packed, used);
  free(packed);
}

static void archives_in_archives_are_opened_four_deep(void **state) {
  static const struct {
    const char *inside, *format, *filter; /* how the file is packed */
    const char *name, *place;             /* of the archive; NULL if it is nested too deep */
  } layers[] = {{"note.txt", "zip", NULL, "1.zip", "1.zip/note.txt:1\n"},
                {"1.zip", "7zip", NULL, "2.7z", "2.7z/1.zip/note.txt:1\n"},
                {"2.7z", "ustar", "gzip", "3.tar.gz", "3.tar.gz/2.7z/1.zip/note.txt:1\n"},
                {"3.tar.gz", "ustar", NULL, "4.tar", "4.tar/3.tar.gz/2.7z/1.zip/note.txt:1\n"},
                {"4.tar", "zip", NULL, "5.zip", NULL}};
  static const struct reading_case too_deep = {.name = "5.zip",
                                               .problem =
                                                   "archives are opened at most 4 levels deep (skipped)",
                                               .skipped = 1,
                                               .status = SSE_INVALID,
                                               .error = "5.zip: nothing could be read from it"};
  sse_buffer bytes = {0};
  sse_buffer_append_text(&bytes, "Deep headline\n");
  for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
    const struct reading_case wanted = {.name = layers[i].name, .items = "|Deep headline||||\n"};
    const char *path = path_in(state, layers[i].name);
    pack(&bytes, layers[i].inside, layers[i].format, layers[i].filter);
    write_bytes(path, bytes.data, bytes.length);
    struct collected collected = collect_file(path, NULL);
    assert_collected(&collected, layers[i].place ? &wanted : &too_deep);
    assert_string_equal(collected.places.data, layers[i].place ? layers[i].place : "");
    collected_reset(&collected);
  }
  sse_buffer_reset(&bytes);
}

/* Recognised by all of the first bytes, and by no fewer. */
static void what_is_packed_is_known_by_its_first_bytes(void **state) {
  static const struct {
    const char *magic;
    size_t length, at;
  } rows[] = {
      {"\x1F\x8B", 2, 0},   {"\x28\xB5\x2F\xFD", 4, 0}, {"\xFD\x37zXZ\0", 6, 0},      {"BZh", 3, 0},
      {"PK\x03\x04", 4, 0}, {"PK\x05\x06", 4, 0},       {"7z\xBC\xAF\x27\x1C", 6, 0}, {"ustar", 5, 257}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char bytes[512] = {0};
    size_t end = rows[i].at + rows[i].length;
    memset(bytes, 'a', sizeof bytes);
    memcpy(bytes + rows[i].at, rows[i].magic, rows[i].length);
    assert_true(archive_detect((sse_str){bytes, sizeof bytes}));
    sse_str exact = copy_exactly((sse_str){bytes, end}), cut = copy_exactly(sse_str_part(exact, 0, end - 1));
    assert_true(archive_detect(exact));
    assert_false(archive_detect(cut));
    free((char *)exact.data);
    free((char *)cut.data);
    for (size_t k = rows[i].at; k < end; k++) {
      bytes[k] ^= 1;
      assert_false(archive_detect((sse_str){bytes, sizeof bytes}));
      bytes[k] ^= 1;
    }
  }
  assert_false(archive_detect((sse_str){0}));
}

static void a_compressed_file_is_named_without_its_ending(void **state) {
  static const struct {
    const char *name, *text, *filter, *items;
  } cases[] = {
      {"a.csv.gz", "title\nA\n", "gzip", "|A||||\n"},
      {"a.md.xz", "# A\n\n*B*\n", "xz", "|A|B|||\n"},
      {"2023-07-25-a.txt.bz2", "A\n", "bzip2", "2023-07-25|A||||\n"},
      {"a.jsonl.zst", "{\"title\":\"A\"}\n", "zstd", "|A||||\n"},
      {"noending", "A\n", "gzip", "|A||||\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer bytes = {0};
    sse_buffer_append_text(&bytes, cases[i].text);
    pack(&bytes, "inside", "raw", cases[i].filter);
    const struct reading_case wanted = {
        .name = cases[i].name, .bytes = bytes.data, .length = bytes.length, .items = cases[i].items};
    assert_readings(state, &wanted, 1);
    sse_buffer_reset(&bytes);
  }
}

/* The file may end after any byte: the loss is reported, and no item is made from half a text. */
static void a_compressed_file_that_is_cut_off_never_passes_for_whole(void **state) {
  static const struct {
    const char *name, *text;
  } cases[] = {
      {"a.csv.gz", "title,text\nOne,Text\nTwo,\"Text\nof two\"\n"},
      {"a.jsonl.gz", "{\"title\":\"One\"}\n{\"title\":\"Two\"}\n"},
      {"a.json.gz", "[{\"title\":\"One\"},\n{\"title\":\"Two\"}]\n"},
      {"a.rss.gz", "<rss><channel><title>F</title><item><title>One</title></item><item><title>Two</title>"
                   "</item></channel></rss>\n"},
      {"a.mbox.gz",
       "From a@b Tue Jul 25 10:00:00 2023\nFrom: a@b\nSubject: One\n\nText\n\nFrom a@b Tue Jul 25 "
       "10:00:00 2023\nFrom: a@b\nSubject: Two\n\nText\n"},
      {"a.html.gz", "<!doctype html><html><article><h1>One</h1><p>Text of one.</article></html>\n"},
      {"a.md.gz", "---\ntitle: One\n---\n\n# Heading\n\nText of one.\n"},
      {"a.txt.gz", "Page\n\nJuly 2023\n 1. One\n\n   Text.\n 2. Two\n\n   Text of two.\n"},
      {"note.txt.gz", "One\n\nText of one.\n\nMore of it.\n"},
      {"a.warc.gz",
       "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n"
       "One\n\nText\n\r\n\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n"
       "Content-Length: 10\r\n\r\nTwo\n\nText\n\r\n\r\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    sse_buffer bytes = {0};
    const char *path = path_in(state, cases[i].name);
    sse_buffer_append_text(&bytes, cases[i].text);
    pack(&bytes, "inside", "raw", "gzip");
    for (size_t length = bytes.length; length > 2; length--) {
      write_bytes(path, bytes.data, length);
      struct collected collected = collect_file(path, NULL);
      const source_report *report = &collected.report;
      bool is_told = collected.status || report->cut || report->skipped > 0;
      if (is_told == (length == bytes.length))
        fail_msg("%s, %zu of %zu bytes: status %d, %zu items, %s", cases[i].name, length, bytes.length,
                 (int)collected.status, report->items, collected.problems.data);
      collected_reset(&collected);
    }
    sse_buffer_reset(&bytes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_of_old_code_pages_are_read),
      cmocka_unit_test(which_entries_are_read_is_told_by_their_names),
      cmocka_unit_test(letters_of_a_maildir_are_read_as_mail),
      cmocka_unit_test(a_bad_entry_costs_itself_only),
      cmocka_unit_test(archives_in_archives_are_opened_four_deep),
      cmocka_unit_test(what_is_packed_is_known_by_its_first_bytes),
      cmocka_unit_test(a_compressed_file_is_named_without_its_ending),
      cmocka_unit_test(a_compressed_file_that_is_cut_off_never_passes_for_whole),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

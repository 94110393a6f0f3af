/* Drafts and private items are left out, whatever the format. */
#include "collecting.h"

#include <sys/stat.h>

static const source_options with_drafts = {.drafts = true};

static void drafts_are_counted_and_not_handed_on(void **state) {
  const struct reading_case cases[] = {
      {.name = "draft.md",
       .bytes = "---\ntitle: A\ndraft: true\n---\nText.\n",
       .losses = "withheld draft 1\n"},
      {.name = "published.md",
       .bytes = "---\ntitle: A\npublished: false\n---\nText.\n",
       .losses = "withheld draft 1\n"},
      {.name = "status.md", .bytes = "Title: A\nStatus: hidden\n\nText.\n", .losses = "withheld private 1\n"},
      {.name = "toml.md", .bytes = "+++\ntitle = \"A\"\ndraft = true\n+++\n", .losses = "withheld draft 1\n"},
      {.name = "later.md",
       .bytes = "---\ntitle: A\npublishDate: 9000-01-01\n---\nText.\n",
       .losses = "withheld scheduled 1\n"},
      {.name = "over.md",
       .bytes = "---\ntitle: A\nexpiryDate: 2001-01-01\n---\nText.\n",
       .losses = "withheld expired 1\n"},
      {.name = "a.json",
       .bytes = "[{\"title\": \"A\", \"is_draft\": true}, {\"title\": \"B\", \"draft\": false}]",
       .items = "|B||||\n",
       .losses = "withheld draft 1\n"},
      {.name = "a.jsonl",
       .bytes = "{\"title\": \"A\", \"status\": \"private\"}\n{\"title\": \"B\", \"status\": \"ok\"}\n",
       .items = "|B||||\n",
       .losses = "withheld private 1\n"},
      {.name = "a.csv",
       .bytes = "title,status\nA,draft\nB,publish\n",
       .items = "|B||||\n",
       .losses = "withheld draft 1\n"},
      {.name = "strapi.json",
       .bytes = "[{\"title\":\"A\",\"createdAt\":\"2026-03-04\",\"publishedAt\":null}]",
       .losses = "withheld draft 1\n"},
      {.name = "password.json",
       .bytes = "[{\"title\":\"A\",\"content\":{\"rendered\":\"\",\"protected\":true}}]",
       .losses = "not taken content 1\nwithheld private 1\n"},
      {.name = "letter.json",
       .bytes =
           "[{\"type\":\"Note\",\"content\":\"A\",\"to\":[\"https://x.example/jo\"]},"
           "{\"type\":\"Note\",\"content\":\"B\",\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"]}]",
       .items = "|B|B|||\n",
       .losses = "not taken type 2\nnot taken to 2\nwithheld private 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

/* Recognised by the fields of the systems that export them. */
static void drafts_of_content_management_systems_stay_out(void **state) {
  const struct reading_case cases[] = {
      {.name = "plone.json",
       .bytes = "[{\"title\":\"A\",\"review_state\":\"private\"},{\"title\":\"B\",\"review_state\":"
                "\"published\"}]",
       .items = "|B||||\n",
       .losses = "withheld private 1\n"},
      {.name = "craft.json",
       .bytes =
           "[{\"title\":\"A\",\"enabled\":false},{\"title\":\"B\",\"status\":\"disabled\"},{\"title\":\"C\","
           "\"enabled\":true,\"status\":\"live\"}]",
       .items = "|C||||\n",
       .losses = "withheld draft 2\n"},
      {.name = "drupal.json",
       .bytes =
           "[{\"title\":[{\"value\":\"A\"}],\"status\":[{\"value\":false}]},{\"title\":[{\"value\":\"B\"}],"
           "\"status\":[{\"value\":true}]}]",
       .items = "|B||||\n",
       .losses = "withheld draft 1\n"},
      {.name = "sanity.ndjson",
       .bytes = "{\"_id\":\"drafts.a\",\"title\":\"A\"}\n{\"_id\":\"a\",\"title\":\"B\"}\n",
       .items = "|B||||\n",
       .losses = "withheld draft 1\n"},
      {.name = "joomla.csv",
       .bytes =
           "title,state,publish_up,publish_down\nA,-2,2024-03-01,\nB,1,2024-03-01,0000-00-00 00:00:00\nC,1,"
           "2024-03-01,2024-03-02\n",
       .items = "2024-03-01|B||||\n",
       .losses = "withheld draft 1\nwithheld expired 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_status_of_no_is_one_of_drafts_however_it_is_written(void **state) {
  static const char *const values[] = {"0", "\"0\"", "false", "\"no\"", "\"Off\""};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    char text[128];
    (void)snprintf(text, sizeof text, "[{\"title\":\"A\",\"status\":%s},{\"title\":\"B\",\"status\":1}]",
                   values[i]);
    const struct reading_case cases[] = {
        {.name = "a.json", .bytes = text, .items = "|B||||\n", .losses = "withheld draft 1\n"}};
    ASSERT_READINGS(state, cases);
  }
}

static void what_is_published_on_a_later_day_stays_out(void **state) {
  static const char *const names[] = {"published_at", "publishedAt", "publish_date", "Publish Date"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char text[128];
    (void)snprintf(text, sizeof text, "title,%s\nA,9000-01-01T00:00:00Z\nB,2023-07-25\n", names[i]);
    const struct reading_case cases[] = {
        {.name = "a.csv", .bytes = text, .items = "2023-07-25|B||||\n", .losses = "withheld scheduled 1\n"}};
    ASSERT_READINGS(state, cases);
  }
}

static void what_an_agency_embargoes_or_cancels_stays_out(void **state) {
  const struct reading_case cases[] = {
      {.name = "ninjs.jsonl",
       .bytes =
           "{\"headline\":\"A\",\"embargoed\":\"9000-01-01T00:00:00Z\"}\n"
           "{\"headline\":\"B\",\"embargo\":\"9000-01-01\"}\n{\"headline\":\"C\",\"pubstatus\":\"canceled\"}"
           "\n"
           "{\"headline\":\"D\",\"pubstatus\":\"withheld\"}\n{\"headline\":\"E\",\"pubstatus\":\"usable\"}\n",
       .items = "|E||||\n",
       .losses = "withheld scheduled 2\nwithheld draft 2\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void of_a_table_of_wordpress_what_is_no_content_stays_out(void **state) {
  static const char *const types[] = {"attachment", "revision",    "nav_menu_item",
                                      "custom_css", "wp_template", "wp_block"};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    char text[128];
    (void)snprintf(text, sizeof text,
                   "post_title,post_status,post_type\nA,publish,%s\nB,publish,post\n"
                   "C,publish,page\nD,publish,news\n",
                   types[i]);
    assert_items(state, "a.csv", text, "|B||||\n|C||||\n|D||||\n");
  }
}

static void the_name_of_a_file_of_an_export_tells_a_draft(void **state) {
  static const char page[] = "<h1>A mill</h1><p>The workers of the mill own it now, all of them.</p>";
  static const char item[] = "|A mill|The workers of the mill own it now, all of them.|||en\n";
  char folder[4096];
  (void)snprintf(folder, sizeof folder, "%s/posts", (const char *)*state);
  assert_int_equal(mkdir(folder, 0755), 0);
  static const char entry[] = "<article class=h-entry><h1 class=p-name>A mill</h1><p class=e-content>The "
                              "workers of the mill own it now, all of them.</p></article>";
  static const char public[] = "<article class=h-entry><h1>A mill</h1><time class=dt-published "
                               "datetime=2024-03-01></time><p>The workers of the mill own it now, all of "
                               "them.</p></article>";
  const struct reading_case cases[] = {
      {.name = "posts/draft_A-mill-1a2b.html", .bytes = entry, .losses = "withheld draft 1\n"},
      {.name = "posts/draft_law.html", .bytes = page, .items = item},
      {.name = "posts/draft_bill.html",
       .bytes = public,
       .items = "2024-03-01|A mill|The workers of the mill own it now, all of them.|||en\n"},
      {.name = "posts/2024-03-01_draft_A-mill.html", .bytes = page, .items = item},
      {.name = "draft_law.html", .bytes = page, .items = item},
      {.name = "cms.csv",
       .bytes = "Name,Created On,Published On,Post Body\nA,2024-03-01,,a\nB,2024-03-01,2024-03-02,b\n",
       .items = "2024-03-02|B|b|||\n",
       .losses = "withheld draft 1\n"},
      {.name = "cms-without.csv",
       .bytes = "Name,Created On,Post Body\nA,2024-03-01,a\n",
       .items = "2024-03-01|A|a|||\n"},
      {.name = "views.csv",
       .bytes = "Title,Authored on,Published status\nA,\"Fri, 03/15/2024 - 10:00\",On\nB,\"Fri, 03/15/2024 - "
                "10:00\",Off\n",
       .items = "2024-03-15|A||||\n",
       .losses = "withheld draft 1\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void drafts_are_taken_where_they_are_wanted(void **state) {
  const struct reading_case cases[] = {
      {.name = "draft.md",
       .bytes = "---\ntitle: A\ndraft: true\n---\nText.\n",
       .items = "|A|Text.|||\n",
       .options = &with_drafts},
      {.name = "a.csv",
       .bytes = "title,status\nA,draft\nB,publish\n",
       .items = "|A||||\n|B||||\n",
       .options = &with_drafts},
  };
  ASSERT_READINGS(state, cases);
}

static void what_tells_nothing_of_publication_keeps_nothing_back(void **state) {
  const struct reading_case cases[] = {
      {.name = "a.md",
       .bytes = "---\ntitle: A\npublished: true\nstatus: seedling\nhidden: false\n---\nText.\n",
       .items = "|A|Text.|||\n"},
      {.name = "date.md",
       .bytes = "---\ntitle: A\npublished: 2023-07-25\n---\n",
       .items = "2023-07-25|A||||\n"},
      {.name = "image.md",
       .bytes = "---\ntitle: A\nimage:\n  hidden: true\n  status: draft\n---\n",
       .items = "|A||||\n"},
      {.name = "past.md",
       .bytes = "---\ntitle: A\npublishDate: 2001-02-03\n---\n",
       .items = "2001-02-03|A||||\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void a_day_that_changes_it_has_the_file_read_again(void **state) {
  static const struct {
    const char *text;
    bool changes;
  } cases[] = {{"---\ntitle: A\npublishDate: 9000-01-01\n---\n", true},
               {"---\ntitle: A\nexpiryDate: 9000-01-01\n---\n", true},
               {"---\ntitle: A\nexpiryDate: 2001-01-01\n---\n", false},
               {"---\ntitle: A\n---\n", false}};
  const char *path = path_in(state, "day.md");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    write_text(path, cases[i].text);
    struct collected collected = collect_file(path, NULL);
    assert_int_equal(collected.status, SSE_OK);
    assert_int_equal(collected.report.may_change, cases[i].changes);
    collected_reset(&collected);
  }
}

#define EXPORT(items)                                                                                        \
  "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>S</title>" items       \
  "</channel></rss>"
#define STATUS(status, type) "<wp:status>" status "</wp:status><wp:post_type>" type "</wp:post_type>"

static void of_an_export_of_wordpress_published_posts_and_pages_are_taken(void **state) {
  static const char text[] = EXPORT("<item><title>A</title>" STATUS(
      "publish",
      "post") "</item>"
              "<item><title>B</title>" STATUS(
                  "publish",
                  "page") "</item>"
                          "<item><title>C</title>" STATUS(
                              "pending",
                              "post") "</item>"
                                      "<item><title>D</title>" STATUS(
                                          "publish",
                                          "nav_menu_item") "</item>"
                                                           "<item><title>E</title>" STATUS(
                                                               "inherit",
                                                               "attachment") "</item>"
                                                                             "<item><title>F</"
                                                                             "title><wp:post_password>x</"
                                                                             "wp:post_password>" STATUS(
                                                                                 "publish",
                                                                                 "post") "</item>");
  const struct reading_case cases[] = {
      {.name = "site.xml",
       .bytes = text,
       .items = "|A|||S|\n|B|||S|\n",
       .losses = "withheld draft 1\nwithheld neither post nor page 2\nwithheld private 1\n"},
      {.name = "all.xml",
       .bytes = text,
       .options = &with_drafts,
       .items = "|A|||S|\n|B|||S|\n|C|||S|\n|F|||S|\n",
       .losses = "withheld neither post nor page 2\n"},
  };
  ASSERT_READINGS(state, cases);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(drafts_are_counted_and_not_handed_on),
      cmocka_unit_test(drafts_of_content_management_systems_stay_out),
      cmocka_unit_test(a_status_of_no_is_one_of_drafts_however_it_is_written),
      cmocka_unit_test(what_is_published_on_a_later_day_stays_out),
      cmocka_unit_test(what_an_agency_embargoes_or_cancels_stays_out),
      cmocka_unit_test(of_a_table_of_wordpress_what_is_no_content_stays_out),
      cmocka_unit_test(the_name_of_a_file_of_an_export_tells_a_draft),
      cmocka_unit_test(drafts_are_taken_where_they_are_wanted),
      cmocka_unit_test(what_tells_nothing_of_publication_keeps_nothing_back),
      cmocka_unit_test(a_day_that_changes_it_has_the_file_read_again),
      cmocka_unit_test(of_an_export_of_wordpress_published_posts_and_pages_are_taken),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

/* Days of calendars that digits alone do not identify; a page's language or address does. Each row is a page
 * and the items that are made of it. */
#include "collecting.h"

#include "source/date/date.h"

/* A text, and the Gregorian date of the day in it; "" if none. */
struct day {
  const char *text, *date;
};

static void check_days(date_calendar calendar, const struct day *days, size_t count) {
  for (size_t i = 0; i < count; i++) {
    sse_date date = {0};
    char written[SSE_DATE_SIZE] = "";
    sse_str exact = copy_exactly(STR(days[i].text));
    if (date_of_calendar_in(calendar, exact, &date)) sse_date_format(date, written);
    if (strcmp(written, days[i].date) != 0) fail_msg("%s: %s", days[i].text, written);
    assert_false(date_of_calendar_in(DATE_COMMON, exact, &date));
    free((char *)exact.data);
  }
}

static void a_day_of_the_solar_calendar_is_found(void **state) {
  static const struct day days[] = {
      {"۱۴۰۳/۰۲/۱۵", "2024-05-04"},
      {"1403-2-15", "2024-05-04"},
      {"شنبه، ۱۵ اردیبهشت ۱۴۰۳ - ۱۲:۳۰", "2024-05-04"},
      {"١٥ ارديبهشت ١٤٠٣", "2024-05-04"}, /* in Arabic letters */
      {"۱ حمل ۱۴۰۰", "2021-03-21"},
      {"1300/1/1", "1921-03-21"},
      {"1375/01/01", "1996-03-20"},
      {"1376/01/01", "1997-03-21"},
      {"1399/12/30", "2021-03-20"}, /* a leap year */
      {"1403/07/01", "2024-09-22"},
      {"1403/12/30", "2025-03-20"},
      {"1402/12/30", ""},
      {"1403/13/01", ""},
      {"1403/02/32", ""},
      {"2024/05/04", ""},
      {"14030/02/15", ""},
      {"1403/02", ""},
      {"۱۵ اردیبهشت", ""},
      {"", ""},
  };
  (void)state;
  check_days(DATE_SOLAR, days, sizeof days / sizeof *days);
}

static void a_day_of_the_buddhist_calendar_is_found(void **state) {
  static const struct day days[] = {
      {"04/05/2566", "2023-05-04"},
      {"4-5-2566", "2023-05-04"},
      {"2566-05-04", "2023-05-04"},
      {"(29.02.2567)", "2024-02-29"},
      {"04/05/2023", ""},
      {"31/02/2566", ""},
      {"04/05-2566", ""},
      {"2566", ""},
      {"00/05/2566", ""},
      {"104/05/2566", ""},
      {"04/05/25660", ""},
      {"04/05/", ""},
      {"", ""},
  };
  (void)state;
  check_days(DATE_BUDDHIST_ERA, days, sizeof days / sizeof *days);
}

#define PERSIAN "کارکنان کشتی از امروز مالک آن هستند و شهر پول لازم را بدون بهره وام داده است، شهردار گفت."
#define THAI    "ลูกเรือเป็นเจ้าของเรือข้ามฟากตั้งแต่วันนี้ และเมืองได้ให้ยืมเงินโดยไม่มีดอกเบี้ย ไม่มีใครต้องการซื้อ"
#define CHINESE "渡輪自今日起由船員共同擁有,鎮公所無息借出所需款項,沒有其他人願意購買,居民都表示歡迎。"
#define PAGE(lang, title, date, text)                                                                        \
  "<!doctype html><html lang=" lang "><title>" title "</title><body><h1>" title "</h1><div class=date>" date \
  "</div><p>" text

static void an_article_has_the_common_date(void **state) {
  static const struct reading_case cases[] = {
      {.name = "fa.html",
       .bytes = PAGE("fa", "کشتی", "۱۴۰۳/۰۲/۱۵", PERSIAN),
       .items = "2024-05-04|کشتی|" PERSIAN "|||fa\n"},
      {.name = "th.html",
       .bytes = PAGE("th", "เรือของลูกเรือ", "04/05/2566", THAI),
       .items = "2023-05-04|เรือของลูกเรือ|" THAI "|||th\n"},
      {.name = "names.html",
       .bytes = PAGE("fa-IR", "کشتی", "انتشار: ۱۵ اردیبهشت ۱۴۰۳", PERSIAN),
       .items = "2024-05-04|کشتی|" PERSIAN "|||fa-IR\n"},
      {.name = "tw.html",
       .bytes = PAGE("zh-TW", "渡輪由船員擁有", "發布日期:113/05/03", CHINESE),
       .items = "2024-05-03|渡輪由船員擁有|" CHINESE "|||zh-TW\n"},
      {.name = "meta.html",
       .bytes = "<!doctype html><html lang=fa><meta name=date content='1403/02/15'><title>کشتی</title><body>"
                "<p>" PERSIAN,
       .items = "2024-05-04|کشتی|" PERSIAN "|||fa\n"},
      {.name = "common.html",
       .bytes = PAGE("fa", "کشتی", "۲۰۲۴/۰۵/۰۴", PERSIAN),
       .items = "2024-05-04|کشتی|" PERSIAN "|||fa\n"},
  };
  ASSERT_READINGS(state, cases);
}

static void entries_of_a_list_have_it_too(void **state) {
#define ENTRY(letter, date, title) "<li><a href=" letter ">" title "</a> <span>" date "</span>"
  static const struct reading_case cases[] = {
      {.name = "fa.html",
       .bytes = "<!doctype html><html lang=fa><title>اخبار</title><base "
                "href=https://x.ir/><h1>اخبار</h1><ul>" ENTRY("1", "۱۴۰۳/۰۲/۱۵", "کشتی به خدمه رسید")
                    ENTRY("2", "۱۴ اردیبهشت ۱۴۰۳", "آسیاب دوباره تعاونی شد")
                        ENTRY("3", "۱۴۰۳/۰۲/۱۳", "اتحادیه نرخ ها را کم کرد"),
       .items = "2024-05-04|کشتی به خدمه رسید||https://x.ir/1|اخبار|fa\n"
                "2024-05-03|آسیاب دوباره تعاونی شد||https://x.ir/2|اخبار|fa\n"
                "2024-05-02|اتحادیه نرخ ها را کم کرد||https://x.ir/3|اخبار|fa\n"},
  };
  ASSERT_READINGS(state, cases);
#undef ENTRY
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_day_of_the_buddhist_calendar_is_found),
      cmocka_unit_test(a_day_of_the_solar_calendar_is_found),
      cmocka_unit_test(an_article_has_the_common_date),
      cmocka_unit_test(entries_of_a_list_have_it_too),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

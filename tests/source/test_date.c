/* Dates in lines of text: names of months and days in every language, formats, and texts that are not dates.
 * Each row is a text and its date in ISO 8601; the names are those of CLDR 47.
 * Formats that only fields may have are in test_date_field.c. */
#include "dating.h"

/* ---- Names ----------------------------------------------------------------------------------- */

/* Calls `check` with each name in a list separated by bars, and its number, from 0. */
static void each_name(const char *names, void (*check)(int number, const char *name, int length)) {
  int number = 0;
  for (const char *start = names; *start; number++) {
    int length = (int)strcspn(start, "|");
    check(number, start, length);
    start += length + (start[length] == '|');
  }
}

static void check_month(int number, const char *name, int length) {
  char texts[4][100], expected[SSE_DATE_SIZE], iso[SSE_DATE_SIZE];
  sse_date_format((sse_date){2023, number + 1, 25}, expected);
  (void)snprintf(texts[0], sizeof texts[0], "25 %.*s 2023", length, name);
  (void)snprintf(texts[1], sizeof texts[1], "%.*s 25, 2023", length, name);
  (void)snprintf(texts[2], sizeof texts[2], "2023-%.*s-25", length, name);
  (void)snprintf(texts[3], sizeof texts[3], "25%.*s2023", length, name);
  for (size_t i = 0; i < 4; i++) {
    read_as(source_date_parse, texts[i], iso);
    if (strcmp(iso, expected) != 0) fail_msg("'%s' was read as '%s'", texts[i], iso);
  }
}

static void months_are_known_in_every_language(void **state) {
  static const char *const languages[] = {
      "January|February|March|April|May|June|July|August|September|October|November|December",
      "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
      "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
      "janv.|févr.|mars|avr.|mai|juin|juil.|août|sept.|oct.|nov.|déc.",
      "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
      "ene|feb|mar|abr|may|jun|jul|ago|sept|oct|nov|dic",
      "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
      "jan.|fev.|mar.|abr.|mai.|jun.|jul.|ago.|set.|out.|nov.|dez.",
      "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
      "Jan.|Feb.|Mrz|Apr.|Mai|Juni|Juli|Aug.|Sept.|Okt.|Nov.|Dez.",
      "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
      "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic",
      "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
      "jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec",
      "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia",
      "styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień",
      "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
      "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
      "январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь",
      "янв.|февр.|мар.|апр.|мая|июн.|июл.|авг.|сент.|окт.|нояб.|дек.",
      "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık",
      "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
      ("Ιανουαρίου|Φεβρουαρίου|Μαρτίου|Απριλίου|Μαΐου|Ιουνίου|Ιουλίου|Αυγούστου|Σεπτεμβρίου|Οκτωβρίου|"
       "Νοεμβρίου|Δεκεμβρίου"),
      "Ιαν|Φεβ|Μαρ|Απρ|Μαΐ|Ιουν|Ιουλ|Αυγ|Σεπ|Οκτ|Νοε|Δεκ",
      "január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
      "jan.|febr.|márc.|ápr.|máj.|jún.|júl.|aug.|szept.|okt.|nov.|dec.",
      "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
      "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
      "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر",
      "ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
      "בינואר|בפברואר|במרץ|באפריל|במאי|ביוני|ביולי|באוגוסט|בספטמבר|באוקטובר|בנובמבר|בדצמבר",
      "ינו׳|פבר׳|מרץ|אפר׳|מאי|יוני|יולי|אוג׳|ספט׳|אוק׳|נוב׳|דצמ׳",
      "जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्तूबर|नवंबर|दिसंबर",
      "जन॰|फ़र॰|मार्च|अप्रैल|मई|जून|जुल॰|अग॰|सित॰|अक्तू॰|नव॰|दिस॰",
      "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม",
      "ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค.",
  };
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    each_name(languages[i], check_month);
}

static void months_of_languages_that_came_later_are_known(void **state) {
  static const char *const languages[] = {
      "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
      "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
      "januára|februára|marca|apríla|mája|júna|júla|augusta|septembra|októbra|novembra|decembra",
      "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie",
      "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember",
      "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
      "gener|febrer|març|abril|maig|juny|juliol|agost|setembre|octubre|novembre|desembre",
      "xaneiro|febreiro|marzo|abril|maio|xuño|xullo|agosto|setembro|outubro|novembro|decembro",
      ("tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|"
       "lokakuuta|marraskuuta|joulukuuta"),
      "jaanuar|veebruar|märts|aprill|mai|juuni|juuli|august|september|oktoober|november|detsember",
      "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
      "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
      "januar|februar|marec|april|maj|junij|julij|avgust|september|oktober|november|december",
      "януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
      "јануар|фебруар|март|април|мај|јун|јул|август|септембар|октобар|новембар|децембар",
      "januar|februar|mart|april|maj|jun|jul|avgust|septembar|oktobar|novembar|decembar",
      "januarja|februarja|marca|aprila|maja|junija|julija|avgusta|septembra|oktobra|novembra|decembra",
  };
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    each_name(languages[i], check_month);
}

static void check_weekday(int number, const char *name, int length) {
  static const char *const dates[] = {"03/04/2028", "04/04/2028", "05/04/2028", "06/04/2028",
                                      "07/04/2028", "01/04/2028", "02/04/2028"};
  char text[100], iso[SSE_DATE_SIZE];
  (void)snprintf(text, sizeof text, "%.*s, %s", length, name, dates[number]);
  read_as(source_date_parse, text, iso);
  if (strncmp(iso, "2028-04-0", 9) != 0) fail_msg("'%s' was read as '%s'", text, iso);
}

static void weekdays_are_known_in_every_language(void **state) {
  static const char *const languages[] = {
      "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
      "Mon|Tue|Wed|Thu|Fri|Sat|Sun",
      "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
      "lun.|mar.|mer.|jeu.|ven.|sam.|dim.",
      "lunes|martes|miércoles|jueves|viernes|sábado|domingo",
      "lun|mar|mié|jue|vie|sáb|dom",
      "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo",
      "seg.|ter.|qua.|qui.|sex.|sáb.|dom.",
      "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag",
      "Mo.|Di.|Mi.|Do.|Fr.|Sa.|So.",
      "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
      "lun|mar|mer|gio|ven|sab|dom",
      "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
      "ma|di|wo|do|vr|za|zo",
      "poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela",
      "pon.|wt.|śr.|czw.|pt.|sob.|niedz.",
      "понедельник|вторник|среда|четверг|пятница|суббота|воскресенье",
      "пн|вт|ср|чт|пт|сб|вс",
      "Pazartesi|Salı|Çarşamba|Perşembe|Cuma|Cumartesi|Pazar",
      "Pzt|Sal|Çar|Per|Cum|Cmt|Paz",
      "Δευτέρα|Τρίτη|Τετάρτη|Πέμπτη|Παρασκευή|Σάββατο|Κυριακή",
      "Δευ|Τρί|Τετ|Πέμ|Παρ|Σάβ|Κυρ",
      "hétfő|kedd|szerda|csütörtök|péntek|szombat|vasárnap",
      "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
      "יום שני|יום שלישי|יום רביעי|יום חמישי|יום שישי|שבת|יום ראשון",
      "सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार",
      "วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัสบดี|วันศุกร์|วันเสาร์|วันอาทิตย์",
      "월요일|화요일|수요일|목요일|금요일|토요일|일요일",
      "월|화|수|목|금|토|일",
      "月曜日|火曜日|水曜日|木曜日|金曜日|土曜日|日曜日",
      "月|火|水|木|金|土|日",
      "星期一|星期二|星期三|星期四|星期五|星期六|星期日",
      "周一|周二|周三|周四|周五|周六|周日",
      "понеділок|вівторок|середа|четвер|пʼятниця|субота|неділя",
      "pondělí|úterý|středa|čtvrtek|pátek|sobota|neděle",
      "pondelok|utorok|streda|štvrtok|piatok|sobota|nedeľa",
      "luni|marți|miercuri|joi|vineri|sâmbătă|duminică",
      "Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu",
      "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag",
      "dilluns|dimarts|dimecres|dijous|divendres|dissabte|diumenge",
      "maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai",
      "esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev|pühapäev",
      "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag",
      "mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag",
      "ponedjeljak|utorak|srijeda|četvrtak|petak|subota|nedjelja",
      "ponedeljek|torek|sreda|četrtek|petek|sobota|nedelja",
      "понеделник|вторник|сряда|четвъртък|петък|събота|неделя",
      "понедељак|уторак|среда|четвртак|петак|субота|недеља",
  };
  (void)state;
  for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
    each_name(languages[i], check_weekday);
}

static void years_of_the_buddha_are_those_of_the_common_calendar(void **state) {
  static const struct row rows[] = {
      {"4 พฤษภาคม 2566", "2023-05-04"},
      {"4 พฤษภาคม พ.ศ. 2566", "2023-05-04"},
      {"วันพฤหัสบดีที่ 4 พฤษภาคม 2566", "2023-05-04"},
      {"๔ พ.ค. ๒๕๖๖", "2023-05-04"},
      {"4 พฤษภาคม 2023", "2023-05-04"},
      {"4 พฤษภาคม ค.ศ. 2023", "2023-05-04"},
      {"29 กุมภาพันธ์ 2567", "2024-02-29"}, /* a leap year */
      {"24/05/2566", "2566-05-24"},      /* nothing says that it is Thai */
  };
  (void)state;
  CHECK(source_date_parse, rows);
  CHECK(source_date_read, rows);
}

static void a_name_of_two_meanings_is_told_by_the_other_words(void **state) {
  static const struct row rows[] = {
      {"mar 4 mar 2026", "2026-03-04"},         /* Tuesday in March */
      {"mar., 25 juil. 2023", "2023-07-25"},    /* Tuesday */
      {"mar 25/07/2023", "2023-07-25"},         /* Tuesday */
      {"Mer 4 Mar 2026", "2026-03-04"},         /* March */
      {"25 mar 2023", "2023-03-25"},            /* March */
      {"25 paź 2023", "2023-10-25"},            /* October, in Polish */
      {"4 Mar 2026 Paz", "2026-03-04"},         /* Sunday, in Turkish */
      {"Mar 4, 2026 Paz", "2026-03-04"},        /* as above */
      {"Paz 4 Mar 2026", "2026-03-04"},         /* as above */
      {"25 Tem 2023 Paz", "2023-07-25"},        /* as above */
      {"do 6 juli 2023", "2023-07-06"},         /* Thursday */
      {"6 de julho do ano 2023", "2023-07-06"}, /* "do" is "of the" */
      {"25 تموز/يوليو 2023", "2023-07-25"},     /* July twice */
      {"2023年7月2日 日", "2023-07-02"},        /* day, Sunday */
      {"2023년 7월 3일 (월)", "2023-07-03"},    /* month, Monday */
  };
  (void)state;
  CHECK(source_date_parse, rows);
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void days_are_read_in_every_language_of_the_archive(void **state) {
  static const struct row rows[] = {
      {"01 August 2023", "2023-08-01"},
      {"July 11, 2023", "2023-07-11"},
      {"Tuesday, July 11th, 2023", "2023-07-11"},
      {"the 2nd of May 2023", "2023-05-02"},
      {"25-JUL-2023", "2023-07-25"},
      {"1er août 2023", "2023-08-01"},
      {"mardi 25 juillet 2023", "2023-07-25"},
      {"AOU\xCC\x82T 3 2023", "2023-08-03"}, /* decomposed */
      {"11 de julio de 2023", "2023-07-11"},
      {"miércoles 5 de marzo de 2025", "2025-03-05"},
      {"1º de março de 2024", "2024-03-01"},
      {"quarta-feira, 4 de março de 2026", "2026-03-04"},
      {"3. Dezember 2021", "2021-12-03"},
      {"l’11 luglio 2023", "2023-07-11"},
      {"dinsdag 25 juli 2023", "2023-07-25"},
      {"wtorek, 25 lipca 2023 r.", "2023-07-25"},
      {"25 июля 2023 г.", "2023-07-25"},
      {"25 Temmuz 2023 Salı", "2023-07-25"},
      {"الثلاثاء، 25 كانون الثاني 2023", "2023-01-25"},
      {"٢٥ يوليو ٢٠٢٣", "2023-07-25"},
      {"Τρίτη 25 Ιουλίου 2023", "2023-07-25"},
      {"2023. július 25., kedd", "2023-07-25"},
      {"2023년 7월 25일", "2023-07-25"},
      {"2023년 7월 25일 화요일", "2023-07-25"},
      {"2023년7월25일화요일", "2023-07-25"},
      {"2023. 7. 25. (화)", "2023-07-25"},
      {"2023年7月25日", "2023-07-25"},
      {"2023年07月25日(火)", "2023-07-25"},
      {"２０２３年７月２５日", "2023-07-25"},
      {"二〇二三年七月二十五日", "2023-07-25"},
      {"2023年十月三十日星期一", "2023-10-30"},
      {"令和8年3月4日", "2026-03-04"},
      {"令和元年5月1日", "2019-05-01"},
      {"平成31年4月30日", "2019-04-30"},
      {"民國112年7月25日", "2023-07-25"},
      {"2023-07-25", "2023-07-25"},
      {"2023/7/25", "2023-07-25"},
      {"2023.07.25", "2023-07-25"},
      {"25/07/2023", "2023-07-25"},
      {"25.7.2023", "2023-07-25"},
      {"25. 7. 2023", "2023-07-25"},
      {"25-07-2023", "2023-07-25"},
      {"25\xC2\xA0juillet\xE2\x80\xAF"
       "2023",
       "2023-07-25"}, /* no-break spaces */
      {"\xE2\x80\x8F"
       "25 يوليو 2023",
       "2023-07-25"}, /* a directional mark */
      {"[25 July 2023]", "2023-07-25"},
  };
  (void)state;
  CHECK(source_date_parse, rows);
  CHECK(source_date_read, rows);
}

static void days_of_other_languages_are_read(void **state) {
  static const struct row rows[] = {
      {"вівторок, 25 липня 2023 р. о 10:30", "2023-07-25"},
      {"П'ятниця, 28 липня 2023", "2023-07-28"},
      {"úterý 25. července 2023", "2023-07-25"},
      {"marți, 25 iulie 2023", "2023-07-25"},
      {"Thứ Hai, ngày 3 tháng 4 năm 2023", "2023-04-03"},
      {"25 thg 12, 2023", "2023-12-25"},
      {"tháng 07 năm 2023", "2023-07"},
      {"Thu 3 Apr 2025", "2025-04-03"},
      {"Selasa, 25 Juli 2023 pukul 10.30", "2023-07-25"},
      {"onsdag den 26 juli 2023 kl. 10:30", "2023-07-26"},
      {"1 d’abril de 2023", "2023-04-01"},
      {"tiistaina 25. heinäkuuta 2023 klo 10.30", "2023-07-25"},
      {"utorak, 25. srpnja 2023. u 10:30", "2023-07-25"},
      {"25. listopada 2023.", "2023-10-25"},
      {"25 listopada 2023", "2023-11-25"},
      {"25. listopadu 2023", "2023-11-25"},
      {"вторник, 25 юли 2023 г.", "2023-07-25"},
  };
  (void)state;
  CHECK(source_date_parse, rows);
  CHECK(source_date_read, rows);
}

static void months_years_and_quarters_keep_their_precision(void **state) {
  static const struct row rows[] = {
      {"August 2023", "2023-08"},     {"Juillet 2023", "2023-07"}, {"Julio de 2023", "2023-07"},
      {"Nov. 2020", "2020-11"},       {"2023년 7월", "2023-07"},   {"2023年7月", "2023-07"},
      {"2023-07", "2023-07"},         {"Q3 2023", "2023-07"},      {"2023-Q1", "2023-01"},
      {"2023Q4", "2023-10"},          {"Q3/2023", "2023-07"},      {"3e trimestre 2023", "2023-07"},
      {"2. Quartal 2023", "2023-04"}, {"2023년 3분기", "2023-07"}, {"2023年第3季度", "2023-07"},
      {"T3 2023", "2023-07"},         {"2023년", "2023"},          {"2023年", "2023"},
  };
  (void)state;
  CHECK(source_date_parse, rows);
  CHECK(source_date_read, rows);
}

static void of_several_days_the_first_counts(void **state) {
  static const struct row rows[] = {
      {"25–28 July 2023", "2023-07-25"},
      {"25-28 July 2023", "2023-07-25"},
      {"1-2 July 2023", "2023-07-01"},
      {"25/26 July 2023", "2023-07-25"},
      {"25 and 26 July 2023", "2023-07-25"},
      {"July 25-28, 2023", "2023-07-25"},
      {"July 25 – August 2, 2023", "2023-07-25"},
      {"30 June - 2 July 2023", "2023-06-30"},
      {"28 December 2022 – 3 January 2023", "2022-12-28"},
      {"December 28 – January 3, 2023", "2022-12-28"},
      {"du 25 au 28 juillet 2023", "2023-07-25"},
      {"del 25 al 28 de julio de 2023", "2023-07-25"},
      {"25 a 28 de julho de 2023", "2023-07-25"},
      {"dal 25 al 28 luglio 2023", "2023-07-25"},
      {"vom 25. bis 28. Juli 2023", "2023-07-25"},
      {"25. – 28.7.2023", "2023-07-25"},
      {"25.7.–28.7.2023", "2023-07-25"},
      {"25 tot 28 juli 2023", "2023-07-25"},
      {"od 25 do 28 lipca 2023", "2023-07-25"},
      {"mar 7 do 28 2023", "2023-03-07"},
      {"с 25 по 28 июля 2023 г.", "2023-07-25"},
      {"2023년 7월 25일~28일", "2023-07-25"},
      {"2023년 7월 25일부터 28일까지", "2023-07-25"},
      {"2023年7月25日～28日", "2023-07-25"},
      {"2023年7月25日至8月2日", "2023-07-25"},
      {"2023-07-25/2023-07-28", "2023-07-25"},
      {"25.12.–28.12.2023", "2023-12-25"},
      {"July–August 2023", "2023-07"},
      {"25 July 2023 10:00 – 28 July 2023 17:00", "2023-07-25"},
  };
  (void)state;
  CHECK(source_date_parse, rows);
  CHECK(source_date_read, rows);
}

static void times_and_zones_are_read_and_leave_the_day_alone(void **state) {
  static const struct row rows[] = {
      {"Tue, 25 Jul 2023 23:30:00 -0800", "2023-07-25"},
      {"Tue, 25 Jul 2023 00:30:00 +1300", "2023-07-25"},
      {"2023-07-25T23:59:59-11:00", "2023-07-25"},
      {"2023-07-25T00:00:01+14:00", "2023-07-25"},
      {"Tue, 25 Jul 2023 24:00:00 +0200", "2023-07-25"},
      {"2023-07-25T23:59:60Z", "2023-07-25"},
      {"2023-07-25T10:00:00.123456789Z", "2023-07-25"},
      {"2023-07-25T10:00:00,123+01:00", "2023-07-25"},
      {"2023-07-25 10:00:00.364419679 +0200 CEST", "2023-07-25"},
      {"2023-07-25T10:00+02:00[Europe/Paris]", "2023-07-25"},
      {"2023-07-25T10:00:00-05:00Z", "2023-07-25"},
      {"2023-07-25+02:00", "2023-07-25"},
      {"2023-07-25Z", "2023-07-25"},
      {"Tue Jul 25 10:00:00 2023", "2023-07-25"},
      {"Tue Jul  4 10:00:00 2023", "2023-07-04"},
      {"Tue Jul 25 10:00:00 CEST 2023", "2023-07-25"},
      {"Tue Jul 25 10:00:00 +0000 2023", "2023-07-25"},
      {"Tue Jul 25 10:00:00 2023 -0700", "2023-07-25"},
      {"Tue Jul 25 10:00:00 2023 +0200", "2023-07-25"},
      {"Tue Jul 25 2023 10:00:00 GMT+0200 (CEST)", "2023-07-25"},
      {"25 Jul 2023 10:00 UTC+5", "2023-07-25"},
      {"25 Jul 2023 10:00 Etc/GMT+5", "2023-07-25"},
      {"Tue, 25 Jul 2023 10:00:00 America/Argentina/Buenos_Aires", "2023-07-25"},
      {"Tue, 25 Jul 2023 10:00:00 PT", "2023-07-25"},
      {"26 Sep 2022 GMT", "2022-09-26"},
      {"25 July 2023 10:00–12:00", "2023-07-25"},
      {"10:30, 25 July 2023", "2023-07-25"},
      {"July 25, 2023 at 3 PM", "2023-07-25"},
      {"July 25, 2023 at 12 PM", "2023-07-25"},
      {"25 January 2023 10.30", "2023-01-25"},
      {"25 July 2023 10.30.59", "2023-07-25"},
      {"25 Jul 2023 10:00:00 +023000", "2023-07-25"},
      {"25 Jul 2023 10:00 +2:30", "2023-07-25"},
      {"10h30m20s 25 juillet 2023", "2023-07-25"},
      {"(Tue) 25 July 2023 (CEST)", "2023-07-25"},
      {") 25 July 2023", "2023-07-25"},
      {"July 25, 2023 - 3:09pm", "2023-07-25"},
      {"July 25, 2023, 10:57 a.m.", "2023-07-25"},
      {"25 de julio de 2023 a las 10:30 p. m.", "2023-07-25"},
      {"mardi 25 juillet 2023 à 10h30", "2023-07-25"},
      {"25 juillet 2023 à 10 h 30", "2023-07-25"},
      {"le 25 juillet 2023, 10h", "2023-07-25"},
      {"25. Juli 2023, 10.30 Uhr", "2023-07-25"},
      {"Dienstag, 25.07.2023 um 10:30 Uhr", "2023-07-25"},
      {"25 luglio 2023, ore 10.30", "2023-07-25"},
      {"25 lipca 2023, godz. 10.30", "2023-07-25"},
      {"Tue, 25 Jul 2023 10.00.00 +0200", "2023-07-25"},
      {"2023-07-25 오전 09:10:00", "2023-07-25"},
      {"2023.7.25 (화) 오후 3시 30분", "2023-07-25"},
      {"2023年7月25日 午後3時30分", "2023-07-25"},
      {"2023年7月25日星期二上午10时30分20秒", "2023-07-25"},
      {"25/Jul/2023:10:00:00 +0200", "2023-07-25"},
  };
  (void)state;
  CHECK(source_date_parse, rows);
  CHECK(source_date_read, rows);
}

static const char *const no_dates[] = {
    "",
    " ",
    "May",
    "12",
    "2023",
    "July",
    "25 July",
    "Jul 25",
    "7월",
    "7월 25일",
    "Q3",
    "10:30",
    "T10",
    "meeting of 25 July 2023",
    "Published: 25 July 2023",
    "25 July 2023 by A. Writer",
    "Room 2023",
    "Room 101",
    "1844 cooperatives",
    "2023 in review",
    "v2.3.4",
    "1.2.3",
    "1.2.3.2023",
    "192.168.1.10",
    "2023.07",
    "07/2023",
    "+33 1 42 68 53 00",
    "030 1234567",
    "555-1234",
    "20230725",
    "1690279200",
    "2023-206",
    "30 February 2023",
    "31 June 2023",
    "29/02/2023",
    "31/06/2023",
    "2023-02-29",
    "2023-13-01",
    "2023-07-35",
    "25/13/2023",
    "0/7/2023",
    "7/0/2023",
    "2023-00-10",
    "0000-00-00",
    "99999 July 2023",
    "25 July 23",
    "30.10.23",
    "25/07/23",
    "25-Jul-23",
    "Jul '23",
    "July 2023 August",
    "25 26 July 2023",
    "25 July 2023 2024",
    "28-25 July 2023",
    "29-30 February 2023",
    "2013-01-27-01",
    "25 July 2023 25:00",
    "25 July 2023 10:75",
    "25 July 2023 10:60",
    "25 July 2023 24:01",
    "25 July 2023 10:00:61",
    "25 July 2023 1:2:3:4",
    "2023-07-25T10:00:00+01:75",
    "25 July 2023 10:00:00 +zz:00",
    "2023-07-25T10:00:00Textra",
    "25 July 2023 7:",
    "25 July 2023 :30",
    "25 July 2023 10.75",
    "25 July 2023 10.30.75",
    "25 July 2023 10.30.30.30",
    "25 July 2023 100:30",
    "25 Jul 2023 10:00:00 +0275",
    "25 Jul 2023 10:00:00 +027500",
    "25 Jul 2023 10:00:00 +2500",
    "25 Jul 2023 10:00:00 +02000",
    "25 July 2023 13 PM",

    "25 July 2023 PM",
    "25 July 2023 (10)",
    "25 July 2023 (east of here)",
    "January Q1 2023",
    "Q5 2023",
    "Q0 2023",
    "Q3 25 2023",
    "第13月 2023",
    "2023年13月",
    "2023年7月32日",
    "2023年7月25日26日",
    "十三月二十五日",
    "令和",
    "令和2023年",
    "令和零年",
    "25 or 07 2023",
    "令和年",
    "二〇二三四年七月",
    "2023-07 10:30",
    "0001-01-01T00:00:00Z",
    "$25 July 2023",
    "25 July 2023!",
    "25% 7 2023",
    "25 July 2023 \xFF",
    "\xE2\x80",
    "2023\xE5\xB9",
    "25 July 2023 123456789012345",
    "64 Sundays in March 2023 and more words than any date has, which go on and on and on"};

static void what_is_not_a_date_alone_is_none(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof no_dates / sizeof *no_dates; i++) {
    char iso[SSE_DATE_SIZE];
    read_as(source_date_parse, no_dates[i], iso);
    if (*iso) fail_msg("'%s' was read as '%s'", no_dates[i], iso);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(months_are_known_in_every_language),
      cmocka_unit_test(months_of_languages_that_came_later_are_known),
      cmocka_unit_test(weekdays_are_known_in_every_language),
      cmocka_unit_test(years_of_the_buddha_are_those_of_the_common_calendar),
      cmocka_unit_test(a_name_of_two_meanings_is_told_by_the_other_words),
      cmocka_unit_test(days_are_read_in_every_language_of_the_archive),
      cmocka_unit_test(days_of_other_languages_are_read),
      cmocka_unit_test(months_years_and_quarters_keep_their_precision),
      cmocka_unit_test(of_several_days_the_first_counts),
      cmocka_unit_test(times_and_zones_are_read_and_leave_the_day_alone),
      cmocka_unit_test(what_is_not_a_date_alone_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

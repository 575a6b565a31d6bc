<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>platform {code}</source>
        <translation>платформа {code}</translation>
    </message>
    <message>
        <source>time unknown</source>
        <translation>время неизвестно</translation>
    </message>
    <message>
        <source>no timetable yet</source>
        <translation>расписания пока нет</translation>
    </message>
    <message>
        <source>live · {age} ago</source>
        <translation>в реальном времени · {age} назад</translation>
    </message>
    <message>
        <source>last data {age} ago</source>
        <translation>последние данные {age} назад</translation>
    </message>
    <message>
        <source>timetable only, no live data since {time}</source>
        <translation>нет данных с {time} — ниже расписание</translation>
    </message>
    <message>
        <source>timetable only</source>
        <translation>только расписание</translation>
    </message>
    <message>
        <source>timetable, waiting for live data</source>
        <translation>по расписанию, ждём данные с автобусов</translation>
    </message>
    <message>
        <source>timetable</source>
        <translation>по расписанию</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} мин</translation>
    </message>
    <message>
        <source>No data since {time}: below is the timetable</source>
        <translation>Нет данных с {time} — ниже расписание</translation>
    </message>
    <message numerus="yes">
        <source>The clock of this screen may be %n min wrong</source>
        <translation>
            <numerusform>Часы этого экрана могут ошибаться на %n минуту</numerusform>
            <numerusform>Часы этого экрана могут ошибаться на %n минуты</numerusform>
            <numerusform>Часы этого экрана могут ошибаться на %n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>The time is unknown</source>
        <translation>Время неизвестно</translation>
    </message>
    <message>
        <source>The clock of this screen is not set, so minutes cannot be counted</source>
        <translation>Часы этого экрана не установлены, минуты до автобуса не посчитать</translation>
    </message>
    <message>
        <source>No more buses tonight</source>
        <translation>Этой ночью автобусов больше нет</translation>
    </message>
    <message>
        <source>No more buses today</source>
        <translation>Автобусов сегодня больше нет</translation>
    </message>
    <message>
        <source>No buses stop here today</source>
        <translation>Сегодня автобусы здесь не останавливаются</translation>
    </message>
    <message>
        <source>The carrier has not sent a new one</source>
        <translation>Нового расписания перевозчик пока не передал</translation>
    </message>
    <message>
        <source>The timetable is not loaded yet</source>
        <translation>Расписание ещё не загружено</translation>
    </message>
    <message>
        <source>We do not know when the buses come</source>
        <translation>Когда придёт автобус, пока неизвестно</translation>
    </message>
    <message>
        <source>No buses in the next hours</source>
        <translation>В ближайшие часы автобусов нет</translation>
    </message>
    <message>
        <source>First {day} at {time} – {route}, {headsign}</source>
        <translation>Первый {day} в {time} — {route}, {headsign}</translation>
    </message>
    <message>
        <source>The timetable has ended</source>
        <translation>Срок расписания закончился</translation>
    </message>
    <message>
        <source>The timetable ended on {date}</source>
        <translation>Расписание действовало до {date}</translation>
    </message>
    <message>
        <source>tomorrow</source>
        <translation>завтра</translation>
    </message>
    <message>
        <source>at night</source>
        <translation>ночью</translation>
    </message>
    <message>
        <source>in the morning</source>
        <translation>утром</translation>
    </message>
    <message>
        <source>today</source>
        <translation>сегодня</translation>
    </message>
    <message>
        <source>at the stop</source>
        <translation>на остановке</translation>
    </message>
    <message>
        <source>arriving</source>
        <translation>подъезжает</translation>
    </message>
    <message>
        <source>s</source>
        <translation>с</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>осталась %n секунда</numerusform>
            <numerusform>осталось %n секунды</numerusform>
            <numerusform>осталось %n секунд</numerusform>
        </translation>
    </message>
    <message>
        <source>min</source>
        <translation>мин</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>осталась %n минута</numerusform>
            <numerusform>осталось %n минуты</numerusform>
            <numerusform>осталось %n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>End here and open the service on your own phone by its QR code.</source>
        <translation>Закончите здесь и откройте услугу на своём телефоне по QR‑коду.</translation>
    </message>
    <message>
        <source>Go back, or end here and open the service on your own phone by its QR code.</source>
        <translation>Вернитесь назад или закончите здесь и откройте услугу на своём телефоне по QR‑коду.</translation>
    </message>
    <message>
        <source>The page did not open</source>
        <translation>Страница не открылась</translation>
    </message>
    <message>
        <source>This address is not opened here</source>
        <translation>Этот адрес здесь не открывается</translation>
    </message>
    <message>
        <source>There are no files on this screen: nothing is saved or sent from it</source>
        <translation>На этом экране нет файлов: ничего не сохраняется и не отправляется</translation>
    </message>
    <message>
        <source>There is no printer here</source>
        <translation>Принтера здесь нет</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>отменён</translation>
    </message>
    <message>
        <source>does not stop</source>
        <translation>не остановится</translation>
    </message>
    <message>
        <source>every {minutes} min</source>
        <translation>каждые {minutes} мин</translation>
    </message>
    <message>
        <source>every {shortest}–{longest} min</source>
        <translation>каждые {shortest}–{longest} мин</translation>
    </message>
    <message>
        <source>no contact with the bus</source>
        <translation>нет связи с автобусом</translation>
    </message>
    <message numerus="yes">
        <source>%n min late</source>
        <translation>
            <numerusform>опаздывает на %n мин</numerusform>
            <numerusform>опаздывает на %n мин</numerusform>
            <numerusform>опаздывает на %n мин</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min early</source>
        <translation>
            <numerusform>раньше на %n мин</numerusform>
            <numerusform>раньше на %n мин</numerusform>
            <numerusform>раньше на %n мин</numerusform>
        </translation>
    </message>
    <message>
        <source>last one today</source>
        <translation>последний сегодня</translation>
    </message>
    <message>
        <source>you are here</source>
        <translation>вы здесь</translation>
    </message>
    <message>
        <source>does not stop here today</source>
        <translation>сегодня здесь не останавливается</translation>
    </message>
    <message>
        <source>This bus has left</source>
        <translation>Этот автобус ушёл</translation>
    </message>
    <message>
        <source>This trip is cancelled</source>
        <translation>Этот рейс отменён</translation>
    </message>
    <message>
        <source>This bus does not stop here today</source>
        <translation>Сегодня этот автобус здесь не останавливается</translation>
    </message>
    <message>
        <source>No contact with the bus: the times are its last forecast</source>
        <translation>Нет связи с автобусом, время — по его последнему прогнозу</translation>
    </message>
    <message>
        <source>Times by the timetable: where the bus is we do not know</source>
        <translation>Время по расписанию, где сейчас автобус — неизвестно</translation>
    </message>
    <message>
        <source>The bus is at your stop</source>
        <translation>Автобус стоит на вашей остановке</translation>
    </message>
    <message>
        <source>Your stop is its next one</source>
        <translation>Ваша остановка — следующая</translation>
    </message>
    <message>
        <source>{away}, by the forecast</source>
        <translation>{away}, по прогнозу</translation>
    </message>
    <message>
        <source>low floor</source>
        <translation>низкопольный</translation>
    </message>
    <message>
        <source>not for wheelchairs</source>
        <translation>не для колясок</translation>
    </message>
    <message numerus="yes">
        <source>signal %n second(s) ago</source>
        <translation>
            <numerusform>сигнал %n секунду назад</numerusform>
            <numerusform>сигнал %n секунды назад</numerusform>
            <numerusform>сигнал %n секунд назад</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signal %n minute(s) ago</source>
        <translation>
            <numerusform>сигнал %n минуту назад</numerusform>
            <numerusform>сигнал %n минуты назад</numerusform>
            <numerusform>сигнал %n минут назад</numerusform>
        </translation>
    </message>
    <message>
        <source>{metres} m</source>
        <translation>{metres} м</translation>
    </message>
    <message>
        <source>{km} km</source>
        <translation>{km} км</translation>
    </message>
    <message numerus="yes">
        <source>position %n min old</source>
        <translation>
            <numerusform>сигнал %n мин назад</numerusform>
            <numerusform>сигнал %n мин назад</numerusform>
            <numerusform>сигнал %n мин назад</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n мин назад</numerusform>
            <numerusform>%n мин назад</numerusform>
            <numerusform>%n мин назад</numerusform>
        </translation>
    </message>
    <message>
        <source>somewhere here</source>
        <translation>где-то здесь</translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s) away</source>
        <translation>
            <numerusform>%n остановка до вас</numerusform>
            <numerusform>%n остановки до вас</numerusform>
            <numerusform>%n остановок до вас</numerusform>
        </translation>
    </message>
    <message>
        <source>extra trip</source>
        <translation>дополнительный рейс</translation>
    </message>
    <message>
        <source>via {place}</source>
        <translation>через {place}</translation>
    </message>
    <message>
        <source>many free seats</source>
        <translation>много мест</translation>
    </message>
    <message>
        <source>few free seats</source>
        <translation>мало мест</translation>
    </message>
    <message>
        <source>standing room only</source>
        <translation>только стоя</translation>
    </message>
    <message>
        <source>full</source>
        <translation>переполнен</translation>
    </message>
    <message>
        <source>takes no passengers</source>
        <translation>без посадки</translation>
    </message>
    <message>
        <source>was due at {time}, not seen</source>
        <translation>ждали в {time}, не видели</translation>
    </message>
    <message>
        <source>just left</source>
        <translation>только что ушёл</translation>
    </message>
    <message numerus="yes">
        <source>left %n min ago</source>
        <translation>
            <numerusform>ушёл %n мин назад</numerusform>
            <numerusform>ушёл %n мин назад</numerusform>
            <numerusform>ушёл %n мин назад</numerusform>
        </translation>
    </message>
    <message>
        <source>Announcement of the carrier</source>
        <translation>Объявление перевозчика</translation>
    </message>
    <message>
        <source>This stop</source>
        <translation>Эта остановка</translation>
    </message>
    <message>
        <source>All routes of the carrier</source>
        <translation>Все маршруты перевозчика</translation>
    </message>
    <message>
        <source>until further notice</source>
        <translation>до особого объявления</translation>
    </message>
    <message>
        <source>from {moment}</source>
        <translation>с {moment}</translation>
    </message>
    <message>
        <source>until {moment}</source>
        <translation>до {moment}</translation>
    </message>
    <message>
        <source>{period}, then again from {moment}</source>
        <translation>{period}, затем снова с {moment}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{time} {day}</translation>
    </message>
    <message>
        <source>Nothing is on its way here now</source>
        <translation>Сейчас к остановке ничего не едет</translation>
    </message>
    <message>
        <source>No bus tells where it is now</source>
        <translation>Ни один автобус не сообщает, где он</translation>
    </message>
    <message>
        <source>destination unknown</source>
        <translation>направление неизвестно</translation>
    </message>
    <message>
        <source>A call button comes here later</source>
        <translation>Кнопка вызова появится здесь позже</translation>
    </message>
    <message>
        <source>Emergency call</source>
        <translation>Экстренный вызов</translation>
    </message>
    <message>
        <source>Dial 112 on your own phone</source>
        <translation>Наберите 112 со своего телефона</translation>
    </message>
    <message>
        <source>the call goes on above</source>
        <translation>вызов идёт, смотрите выше</translation>
    </message>
    <message>
        <source>holding for 2 seconds tries all the same</source>
        <translation>держите 2 секунды — всё равно попробуем</translation>
    </message>
    <message>
        <source>The call does not work</source>
        <translation>Связь не работает</translation>
    </message>
    <message numerus="yes">
        <source>112 may call back for %n more min</source>
        <translation>
            <numerusform>112 может перезвонить ещё %n минуту</numerusform>
            <numerusform>112 может перезвонить ещё %n минуты</numerusform>
            <numerusform>112 может перезвонить ещё %n минут</numerusform>
        </translation>
    </message>
    <message>
        <source>no sound here</source>
        <translation>без звука</translation>
    </message>
    <message>
        <source>hold for 2 seconds</source>
        <translation>держите 2 секунды</translation>
    </message>
    <message>
        <source>Telling the operator…</source>
        <translation>Говорим оператору…</translation>
    </message>
    <message>
        <source>Trying another line</source>
        <translation>Пробуем другую линию</translation>
    </message>
    <message>
        <source>Dialling again</source>
        <translation>Набираем ещё раз</translation>
    </message>
    <message>
        <source>or dial 112 on your own phone</source>
        <translation>или наберите 112 со своего телефона</translation>
    </message>
    <message>
        <source>Calling 112</source>
        <translation>Звоним 112</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Dialling 112…</source>
        <translation>Набираем 112…</translation>
    </message>
    <message>
        <source>It takes longer than usual, do not hang up</source>
        <translation>Отвечают дольше обычного, не вешайте трубку</translation>
    </message>
    <message>
        <source>It rings. Wait for an answer</source>
        <translation>Гудки. Ждите ответа</translation>
    </message>
    <message>
        <source>Hang up</source>
        <translation>Завершить</translation>
    </message>
    <message>
        <source>112 is on the line</source>
        <translation>112 на связи</translation>
    </message>
    <message>
        <source>No sound here. Dial 112 on your own phone</source>
        <translation>Без звука. Наберите 112 со своего телефона</translation>
    </message>
    <message>
        <source>No sound here: touch a phrase below</source>
        <translation>Без звука: выберите фразу</translation>
    </message>
    <message>
        <source>You are heard. Speak</source>
        <translation>Вас слышат. Говорите</translation>
    </message>
    <message>
        <source>Connected, waiting for sound</source>
        <translation>Соединено, ждём звук</translation>
    </message>
    <message>
        <source>next try in {seconds} s</source>
        <translation>следующая через {seconds} с</translation>
    </message>
    <message>
        <source>No connection. Dial 112 on your own phone</source>
        <translation>Не удаётся дозвониться. Наберите 112 со своего телефона</translation>
    </message>
    <message>
        <source>112 is calling back</source>
        <translation>112 перезванивает</translation>
    </message>
    <message>
        <source>answered by itself</source>
        <translation>ответим сами</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>Отклонить</translation>
    </message>
    <message>
        <source>The call is cancelled</source>
        <translation>Вызов отменён</translation>
    </message>
    <message>
        <source>A call from 112 was missed</source>
        <translation>Пропущен звонок от 112</translation>
    </message>
    <message numerus="yes">
        <source>The operator may call back for %n more min. Stay here</source>
        <translation>
            <numerusform>Оператор может перезвонить ещё %n минуту. Оставайтесь рядом</numerusform>
            <numerusform>Оператор может перезвонить ещё %n минуты. Оставайтесь рядом</numerusform>
            <numerusform>Оператор может перезвонить ещё %n минут. Оставайтесь рядом</numerusform>
        </translation>
    </message>
    <message>
        <source>The call is over</source>
        <translation>Разговор окончен</translation>
    </message>
    <message>
        <source>Help still needed? Hold the red bar or dial 112 on your own phone</source>
        <translation>Нужна помощь? Держите красную полосу или наберите 112 со своего телефона</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>The calling device does not answer. Dial 112 on your own phone</source>
        <translation>Связь с устройством вызова потеряна. Наберите 112 со своего телефона</translation>
    </message>
    <message>
        <source>attempt {number}</source>
        <translation>попытка {number}</translation>
    </message>
    <message>
        <source>Fire</source>
        <translation>Пожар</translation>
    </message>
    <message>
        <source>Heart trouble</source>
        <translation>Плохо с сердцем</translation>
    </message>
    <message>
        <source>Attack</source>
        <translation>Нападение</translation>
    </message>
    <message>
        <source>I cannot hear</source>
        <translation>Я не слышу</translation>
    </message>
    <message>
        <source>Say the address</source>
        <translation>Назвать адрес</translation>
    </message>
    <message>
        <source>Departures as of {moment}</source>
        <translation>Отправления на {moment}</translation>
    </message>
    <message>
        <source>No departures are known now</source>
        <translation>Ближайшие отправления сейчас неизвестны</translation>
    </message>
    <message>
        <source>(cancelled)</source>
        <translation>(отменён)</translation>
    </message>
    <message>
        <source>(does not stop)</source>
        <translation>(не остановится)</translation>
    </message>
    <message>
        <source>(expected)</source>
        <translation>(прогноз)</translation>
    </message>
    <message>
        <source>(timetable)</source>
        <translation>(по расписанию)</translation>
    </message>
    <message>
        <source>Offered by: {name}</source>
        <translation>Предоставляет: {name}</translation>
    </message>
    <message>
        <source>there, look for “{title}”</source>
        <translation>там найдите «{title}»</translation>
    </message>
    <message>
        <source>No connection to the site: open it on your own phone</source>
        <translation>Нет связи с сайтом: откройте на своём телефоне</translation>
    </message>
    <message>
        <source>Open here</source>
        <translation>Открыть здесь</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Открываем…</translation>
    </message>
    <message>
        <source>One moment, please</source>
        <translation>Одну минуту, пожалуйста</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>Стираем…</translation>
    </message>
    <message>
        <source>Everything of the last passenger is being erased</source>
        <translation>Стираем всё, что осталось после другого человека</translation>
    </message>
    <message numerus="yes">
        <source>Others see this screen. You have %n min, then everything is erased</source>
        <translation>
            <numerusform>Экран видят другие. У вас %n минута, потом всё стирается</numerusform>
            <numerusform>Экран видят другие. У вас %n минуты, потом всё стирается</numerusform>
            <numerusform>Экран видят другие. У вас %n минут, потом всё стирается</numerusform>
        </translation>
    </message>
    <message>
        <source>What was typed is being erased.</source>
        <translation>Стираем всё введённое.</translation>
    </message>
    <message>
        <source>The page stopped answering and was closed.</source>
        <translation>Страница перестала отвечать и закрыта.</translation>
    </message>
    <message>
        <source>You have finished.</source>
        <translation>Вы закончили.</translation>
    </message>
    <message>
        <source>The page was closed: nobody touched the screen.</source>
        <translation>Страница закрыта: экрана никто не касался.</translation>
    </message>
    <message>
        <source>The time is over.</source>
        <translation>Время вышло.</translation>
    </message>
    <message>
        <source>The page was closed by an emergency call.</source>
        <translation>Страница закрыта из-за экстренного вызова.</translation>
    </message>
    <message>
        <source>The site did not answer.</source>
        <translation>Сайт не ответил.</translation>
    </message>
    <message>
        <source>The page is closed.</source>
        <translation>Страница закрыта.</translation>
    </message>
    <message>
        <source>We cannot prove that everything is erased: on your own phone, log out of your account everywhere.</source>
        <translation>Не удалось проверить, что всё стёрто: со своего телефона выйдите из личного кабинета везде.</translation>
    </message>
    <message>
        <source>It cannot be opened here now: open it on your own phone</source>
        <translation>Сейчас здесь открыть нельзя: откройте на своём телефоне</translation>
    </message>
    <message>
        <source>Everything is erased.</source>
        <translation>Всё стёрто.</translation>
    </message>
    <message>
        <source>Everything is erased. Go on with your own phone.</source>
        <translation>Всё стёрто. Продолжите на своём телефоне.</translation>
    </message>
    <message>
        <source>Open it on your own phone.</source>
        <translation>Откройте на своём телефоне.</translation>
    </message>
    <message>
        <source>Capital letters</source>
        <translation>Заглавные буквы</translation>
    </message>
    <message>
        <source>Capital letters: the next one</source>
        <translation>Заглавные буквы: следующая</translation>
    </message>
    <message>
        <source>Capital letters: on</source>
        <translation>Заглавные буквы: включены</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Удалить</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Ввод</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Пробел</translation>
    </message>
    <message>
        <source>To the left</source>
        <translation>Влево</translation>
    </message>
    <message>
        <source>To the right</source>
        <translation>Вправо</translation>
    </message>
    <message>
        <source>Hide the keyboard</source>
        <translation>Убрать клавиатуру</translation>
    </message>
    <message>
        <source>Signs</source>
        <translation>Знаки</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Announcements</source>
        <translation>Объявления</translation>
    </message>
    <message>
        <source>No announcements now</source>
        <translation>Объявлений сейчас нет</translation>
    </message>
</context>
<context>
    <name>ArrivalsPage</name>
    <message numerus="yes">
        <source>Later: %n more</source>
        <translation>
            <numerusform>Позже: ещё %n</numerusform>
            <numerusform>Позже: ещё %n</numerusform>
            <numerusform>Позже: ещё %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>This stop in your pocket</source>
        <translation>Остановка в телефоне</translation>
    </message>
    <message>
        <source>On phone</source>
        <translation>В телефон</translation>
    </message>
    <message>
        <source>State services</source>
        <translation>Госуслуги</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Госуслуги</translation>
    </message>
</context>
<context>
    <name>BrowseActions</name>
    <message>
        <source>Others see this screen. Erase when you leave</source>
        <translation>Экран видят другие. Уходя, сотрите всё</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>End and erase</source>
        <translation>Закончить и&#xa0;стереть</translation>
    </message>
</context>
<context>
    <name>BrowseIdle</name>
    <message>
        <source>Are you still here?</source>
        <translation>Вы ещё здесь?</translation>
    </message>
    <message>
        <source>If not, the page closes and what you typed is erased.</source>
        <translation>Если нет, страница закроется, а всё, что вы ввели, сотрётся.</translation>
    </message>
    <message>
        <source>End and erase</source>
        <translation>Закончить и&#xa0;стереть</translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>Я ещё здесь</translation>
    </message>
</context>
<context>
    <name>BrowseOpening</name>
    <message>
        <source>Opening the page…</source>
        <translation>Открываем страницу…</translation>
    </message>
</context>
<context>
    <name>BrowseTimeUp</name>
    <message>
        <source>Time is almost up</source>
        <translation>Время почти вышло</translation>
    </message>
    <message>
        <source>Then what you typed is erased. More time is given once.</source>
        <translation>Потом всё, что вы ввели, сотрётся. Продлить можно один раз.</translation>
    </message>
    <message>
        <source>Then what you typed is erased. Send it, or write down what you need.</source>
        <translation>Потом всё, что вы ввели, сотрётся. Отправьте или запишите нужное.</translation>
    </message>
    <message numerus="yes">
        <source>%n more minute(s)</source>
        <translation>
            <numerusform>Ещё %n минута</numerusform>
            <numerusform>Ещё %n минуты</numerusform>
            <numerusform>Ещё %n минут</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowseTrouble</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
</context>
<context>
    <name>CallButton</name>
    <message>
        <source>hold for 1 second</source>
        <translation>держите 1 секунду</translation>
    </message>
</context>
<context>
    <name>CallPage</name>
    <message>
        <source>Answer now</source>
        <translation>Ответить сейчас</translation>
    </message>
</context>
<context>
    <name>CallPhrases</name>
    <message>
        <source>Cannot speak? Touch a phrase</source>
        <translation>Не можете говорить? Выберите фразу</translation>
    </message>
    <message>
        <source>When 112 answers, touch a phrase here</source>
        <translation>Когда 112 ответит, фразу можно выбрать здесь</translation>
    </message>
    <message>
        <source>Phrases are not available now</source>
        <translation>Фразы сейчас недоступны</translation>
    </message>
    <message>
        <source>or SMS to 112</source>
        <translation>или SMS на&#xa0;112</translation>
    </message>
</context>
<context>
    <name>CallPlace</name>
    <message>
        <source>You are here</source>
        <translation>Вы находитесь здесь</translation>
    </message>
    <message>
        <source>Pavilion</source>
        <translation>Павильон</translation>
    </message>
</context>
<context>
    <name>CategoryPage</name>
    <message>
        <source>Nothing is offered here yet</source>
        <translation>Здесь пока ничего нет</translation>
    </message>
</context>
<context>
    <name>EmergencyBar</name>
    <message>
        <source>Keep holding…</source>
        <translation>Держите…</translation>
    </message>
    <message>
        <source>Hold for 2 seconds</source>
        <translation>Держите 2 секунды</translation>
    </message>
    <message>
        <source>letting go ends it</source>
        <translation>отпустите — вызова не будет</translation>
    </message>
    <message>
        <source>do not let go before the ring is full</source>
        <translation>не отпускайте, пока круг не заполнится</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Demonstration</source>
        <translation>Демонстрация</translation>
    </message>
</context>
<context>
    <name>IdleRing</name>
    <message>
        <source>Still here? Touch the screen</source>
        <translation>Вы ещё здесь? Коснитесь экрана</translation>
    </message>
</context>
<context>
    <name>LaterPage</name>
    <message>
        <source>Later departures</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
</context>
<context>
    <name>LineMapPage</name>
    <message>
        <source>Buses on their way here</source>
        <translation>Едут к остановке</translation>
    </message>
</context>
<context>
    <name>LineMapView</name>
    <message>
        <source>N</source>
        <comment>north, on a map</comment>
        <translation>С</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Nothing found</source>
        <translation>Ничего не нашлось</translation>
    </message>
    <message>
        <source>Try another word</source>
        <translation>Попробуйте другое слово</translation>
    </message>
    <message>
        <source>Try another word, or look through all services</source>
        <translation>Попробуйте другое слово или посмотрите все услуги</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>Все услуги</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
</context>
<context>
    <name>PocketPage</name>
    <message>
        <source>This stop in your pocket</source>
        <translation>Остановка в телефоне</translation>
    </message>
    <message>
        <source>Point the camera of your phone at the code: the page of this stop opens</source>
        <translation>Наведите камеру телефона на код: откроется страница этой остановки</translation>
    </message>
    <message>
        <source>Point the camera of your phone at the code: this text appears. No network is needed</source>
        <translation>Наведите камеру телефона на код: появится этот текст. Интернет не нужен</translation>
    </message>
</context>
<context>
    <name>QrCode</name>
    <message>
        <source>A code for the camera of your phone</source>
        <translation>Код для камеры телефона</translation>
    </message>
</context>
<context>
    <name>ScrollButton</name>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Find a service</source>
        <translation>Найти услугу</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Стереть</translation>
    </message>
</context>
<context>
    <name>ServiceAbout</name>
    <message>
        <source>Have ready</source>
        <translation>Приготовьте</translation>
    </message>
</context>
<context>
    <name>ServicePage</name>
    <message>
        <source>Point the camera of your own phone here</source>
        <translation>Наведите камеру своего телефона</translation>
    </message>
    <message>
        <source>Point your phone here</source>
        <translation>Наведите камеру телефона</translation>
    </message>
    <message>
        <source>This service is no longer offered here</source>
        <translation>Этой услуги здесь больше нет</translation>
    </message>
</context>
<context>
    <name>ServicesPage</name>
    <message>
        <source>Services</source>
        <translation>Госуслуги</translation>
    </message>
    <message>
        <source>Choose a service and point the camera of your phone at its code. Nothing is typed on this screen</source>
        <translation>Выберите услугу и наведите камеру телефона на её код. На этом экране ничего вводить не нужно</translation>
    </message>
    <message>
        <source>Write what you need: doctor, passport, fine…</source>
        <translation>Напишите, что нужно: врач, паспорт, штраф…</translation>
    </message>
</context>
<context>
    <name>StickerNote</name>
    <message>
        <source>Your phone must show %1. If it shows anything else, do not open it: a sticker may cover the code</source>
        <translation>На телефоне должно быть %1. Если там другое, не открывайте: код могли подменить</translation>
    </message>
</context>
<context>
    <name>TileBar</name>
    <message>
        <source>Text size</source>
        <translation>Размер текста</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Крупнее</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Мельче</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Контраст</translation>
    </message>
</context>
</TS>

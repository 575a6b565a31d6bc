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
        <source>no timetable now</source>
        <translation>расписания сейчас нет</translation>
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
        <source>There is no timetable at the moment</source>
        <translation>Расписания сейчас нет</translation>
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
    <message>
        <source>Readiness drill</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Ready: everything passed</source>
        <translation>Готов: всё в порядке</translation>
    </message>
    <message>
        <source>Not ready: something failed</source>
        <translation>Не готов: есть отказы</translation>
    </message>
    <message>
        <source>Nothing failed, something was skipped</source>
        <translation>Отказов нет, но проверено не всё</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>Signed and kept</source>
        <translation>Подписано и сохранено</translation>
    </message>
    <message>
        <source>It could not be signed and kept; the log says why</source>
        <translation>Не удалось подписать и сохранить; причина в журнале</translation>
    </message>
    <message>
        <source>Written to the USB stick</source>
        <translation>Записано на флешку</translation>
    </message>
    <message>
        <source>No USB stick that can be written</source>
        <translation>Нет флешки, на которую можно писать</translation>
    </message>
    <message>
        <source>running…</source>
        <translation>идёт…</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ждёт</translation>
    </message>
    <message>
        <source>Touch</source>
        <translation>Сенсор</translation>
    </message>
    <message>
        <source>Screen colours</source>
        <translation>Цвета экрана</translation>
    </message>
    <message>
        <source>Loudspeaker and microphone</source>
        <translation>Динамик и микрофон</translation>
    </message>
    <message>
        <source>Emergency test call</source>
        <translation>Проверочный вызов</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Сеть</translation>
    </message>
    <message>
        <source>Live data</source>
        <translation>Живые данные</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Часы</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Диск</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Клавиатура</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>в порядке</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>отказ</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>пропущено</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>в порядке:&#xa0;%1</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>отказов:&#xa0;%1</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>пропущено:&#xa0;%1</translation>
    </message>
    <message>
        <source>%1 s old</source>
        <translation>Данные %1&#xa0;с назад</translation>
    </message>
    <message>
        <source>%1 s ahead of the live data</source>
        <translation>Спешат на %1&#xa0;с против живых данных</translation>
    </message>
    <message>
        <source>Written and read back in %1 ms</source>
        <translation>Записано и прочитано за %1 мс</translation>
    </message>
    <message>
        <source>%1 s behind the live data</source>
        <translation>Отстают на %1&#xa0;с от живых данных</translation>
    </message>
    <message>
        <source>A touch that nobody makes: %1. Clean the glass</source>
        <translation>Касание без пальца: %1. Протрите стекло</translation>
    </message>
    <message>
        <source>The screen has felt no finger at all</source>
        <translation>Экран не почувствовал ни одного касания</translation>
    </message>
    <message>
        <source>No touch was felt: %1</source>
        <translation>Нет отклика: %1</translation>
    </message>
    <message>
        <source>red</source>
        <translation>красный</translation>
    </message>
    <message>
        <source>green</source>
        <translation>зелёный</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>синий</translation>
    </message>
    <message>
        <source>white</source>
        <translation>белый</translation>
    </message>
    <message>
        <source>black</source>
        <translation>чёрный</translation>
    </message>
    <message>
        <source>the timetable</source>
        <translation>расписание</translation>
    </message>
    <message>
        <source>predictions</source>
        <translation>прогнозы</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>положение машин</translation>
    </message>
    <message>
        <source>alerts</source>
        <comment>a feed</comment>
        <translation>объявления</translation>
    </message>
    <message>
        <source>top left</source>
        <translation>слева вверху</translation>
    </message>
    <message>
        <source>top</source>
        <translation>вверху</translation>
    </message>
    <message>
        <source>top right</source>
        <translation>справа вверху</translation>
    </message>
    <message>
        <source>left</source>
        <translation>слева</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>в середине</translation>
    </message>
    <message>
        <source>right</source>
        <translation>справа</translation>
    </message>
    <message>
        <source>bottom left</source>
        <translation>слева внизу</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>внизу</translation>
    </message>
    <message>
        <source>bottom right</source>
        <translation>справа внизу</translation>
    </message>
    <message>
        <source>outside this page</source>
        <translation>вне этой страницы</translation>
    </message>
    <message>
        <source>It did not end within %1 s</source>
        <translation>Не закончилось за %1 с</translation>
    </message>
    <message>
        <source>The drill was left before</source>
        <translation>Проверку прервали раньше</translation>
    </message>
    <message>
        <source>An emergency call came first</source>
        <translation>Прервано экстренным вызовом</translation>
    </message>
    <message>
        <source>Spots on %1</source>
        <translation>Пятна на цвете: %1</translation>
    </message>
    <message>
        <source>Not set up here</source>
        <translation>Здесь не настроено</translation>
    </message>
    <message>
        <source>No test number is set up; the live number is never called</source>
        <translation>Проверочный номер не задан; на рабочий номер проверка не звонит</translation>
    </message>
    <message>
        <source>The emergency line says: %1</source>
        <translation>Программа вызова сообщает: %1</translation>
    </message>
    <message>
        <source>The emergency line&apos;s program does not answer</source>
        <translation>Программа вызова не отвечает</translation>
    </message>
    <message>
        <source>The emergency line&apos;s program refuses: %1</source>
        <translation>Программа вызова отказывает: %1</translation>
    </message>
    <message>
        <source>No connection and no way out</source>
        <translation>Нет соединения и нет выхода в сеть</translation>
    </message>
    <message>
        <source>These servers do not answer: %1</source>
        <translation>Не отвечают серверы: %1</translation>
    </message>
    <message>
        <source>Old: %1 s</source>
        <translation>Последние данные %1&#xa0;с назад</translation>
    </message>
    <message>
        <source>No live data</source>
        <translation>Живых данных нет</translation>
    </message>
    <message>
        <source>No live data yet</source>
        <translation>Живых данных ещё нет</translation>
    </message>
    <message>
        <source>The clock is not set</source>
        <translation>Часы не выставлены</translation>
    </message>
    <message>
        <source>The clock is wrong</source>
        <translation>Часы идут неверно</translation>
    </message>
    <message>
        <source>Nothing here to compare the clock with</source>
        <translation>Сравнить часы здесь не с чем</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Диск полон</translation>
    </message>
    <message>
        <source>The disk can only be read</source>
        <translation>Диск доступен только для чтения</translation>
    </message>
    <message>
        <source>This program may not write into its folder</source>
        <translation>Программе нельзя писать в свою папку</translation>
    </message>
    <message>
        <source>The disk reports an error</source>
        <translation>Диск сообщает об ошибке</translation>
    </message>
    <message>
        <source>The disk gives back something else than was written</source>
        <translation>Диск возвращает не то, что было записано</translation>
    </message>
    <message>
        <source>Very slow: %1 s for one page</source>
        <translation>Очень медленно: %1 с на одну страницу</translation>
    </message>
    <message>
        <source>The word did not arrive: %1 characters</source>
        <translation>Слово не набрано: символов %1</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
    <message>
        <source>the board</source>
        <translation>табло</translation>
    </message>
    <message>
        <source>later departures</source>
        <translation>более поздние рейсы</translation>
    </message>
    <message>
        <source>a trip</source>
        <translation>рейс</translation>
    </message>
    <message>
        <source>the map</source>
        <translation>карта</translation>
    </message>
    <message>
        <source>alerts</source>
        <translation>объявления</translation>
    </message>
    <message>
        <source>state services</source>
        <translation>госуслуги</translation>
    </message>
    <message>
        <source>a group of services</source>
        <translation>группа услуг</translation>
    </message>
    <message>
        <source>a service</source>
        <translation>услуга</translation>
    </message>
    <message>
        <source>“Take it with you”</source>
        <translation>«В телефон»</translation>
    </message>
    <message>
        <source>“Report a fault”</source>
        <translation>«Сообщить о неполадке»</translation>
    </message>
    <message>
        <source>technician</source>
        <translation>техник</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>оператор</translation>
    </message>
    <message>
        <source>on the command line</source>
        <translation>из командной строки</translation>
    </message>
    <message>
        <source>live</source>
        <translation>в реальном времени</translation>
    </message>
    <message>
        <source>ageing</source>
        <translation>устаревают</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>нет связи</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>запуск</translation>
    </message>
    <message>
        <source>none is set up</source>
        <translation>не настроено</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>недоступен</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>не ответил вовремя</translation>
    </message>
    <message>
        <source>the certificate is not accepted</source>
        <translation>сертификат не принят</translation>
    </message>
    <message>
        <source>access refused</source>
        <translation>доступ запрещён</translation>
    </message>
    <message>
        <source>an error of the server</source>
        <translation>ошибка сервера</translation>
    </message>
    <message>
        <source>leads to another address</source>
        <translation>ведёт на другой адрес</translation>
    </message>
    <message>
        <source>broke off half-way</source>
        <translation>оборвался на середине</translation>
    </message>
    <message>
        <source>larger than allowed</source>
        <translation>больше допустимого</translation>
    </message>
    <message>
        <source>a log-in page of the network in its place</source>
        <translation>вместо данных страница входа в сеть</translation>
    </message>
    <message>
        <source>cannot be kept on the disk</source>
        <translation>не сохраняется на диск</translation>
    </message>
    <message>
        <source>is no feed</source>
        <translation>это не поток данных</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>пустой</translation>
    </message>
    <message>
        <source>tells an impossible time</source>
        <translation>неправдоподобное время</translation>
    </message>
    <message>
        <source>is older than the one before</source>
        <translation>старше предыдущего</translation>
    </message>
    <message>
        <source>for the first time</source>
        <translation>впервые</translation>
    </message>
    <message>
        <source>as the service menu wanted</source>
        <translation>по команде из меню</translation>
    </message>
    <message>
        <source>for new settings</source>
        <translation>с новыми настройками</translation>
    </message>
    <message>
        <source>as planned for the night</source>
        <translation>после планового ночного перезапуска</translation>
    </message>
    <message>
        <source>after it was stopped</source>
        <translation>после остановки</translation>
    </message>
    <message>
        <source>after a crash</source>
        <translation>после сбоя</translation>
    </message>
    <message>
        <source>after the power was cut</source>
        <translation>после отключения питания</translation>
    </message>
    <message>
        <source>with the machine</source>
        <translation>вместе с компьютером</translation>
    </message>
    <message>
        <source>to start again, as the service menu wanted</source>
        <translation>для перезапуска по команде из меню</translation>
    </message>
    <message>
        <source>to start again with new settings</source>
        <translation>для перезапуска с новыми настройками</translation>
    </message>
    <message>
        <source>to start again, as planned for the night</source>
        <translation>для планового ночного перезапуска</translation>
    </message>
    <message>
        <source>by the system</source>
        <translation>системой</translation>
    </message>
    <message>
        <source>by the button</source>
        <translation>кнопкой</translation>
    </message>
    <message>
        <source>nobody touched the screen</source>
        <translation>экрана никто не касался</translation>
    </message>
    <message>
        <source>the time was over</source>
        <translation>время вышло</translation>
    </message>
    <message>
        <source>an emergency call</source>
        <translation>экстренный вызов</translation>
    </message>
    <message>
        <source>the page crashed</source>
        <translation>страница упала</translation>
    </message>
    <message>
        <source>the page hung</source>
        <translation>страница зависла</translation>
    </message>
    <message>
        <source>the page needed too much memory</source>
        <translation>странице не хватило памяти</translation>
    </message>
    <message>
        <source>the site did not answer</source>
        <translation>сайт не ответил</translation>
    </message>
    <message>
        <source>the program ended</source>
        <translation>программа завершена</translation>
    </message>
    <message>
        <source>the file was damaged and was put aside</source>
        <translation>файл повреждён и отложен</translation>
    </message>
    <message>
        <source>the file was gone</source>
        <translation>файл пропал</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>диск заполнен</translation>
    </message>
    <message>
        <source>the disk cannot be written</source>
        <translation>диск не записывается</translation>
    </message>
    <message>
        <source>the disk fails</source>
        <translation>диск сбоит</translation>
    </message>
    <message>
        <source>too much came at once</source>
        <translation>слишком много сразу</translation>
    </message>
    <message>
        <source>the oldest was removed to make room</source>
        <translation>старое удалено ради места</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>пока неизвестно</translation>
    </message>
    <message>
        <source>works</source>
        <translation>работает</translation>
    </message>
    <message>
        <source>works with less to fall back on</source>
        <translation>работает, но без запаса</translation>
    </message>
    <message>
        <source>broken</source>
        <translation>не работает</translation>
    </message>
    <message>
        <source>the emergency process does not answer</source>
        <translation>процесс вызова не отвечает</translation>
    </message>
    <message>
        <source>countdown</source>
        <translation>обратный отсчёт</translation>
    </message>
    <message>
        <source>dialling</source>
        <translation>набор номера</translation>
    </message>
    <message>
        <source>ringing</source>
        <translation>гудки</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединено</translation>
    </message>
    <message>
        <source>no way out, to be tried again</source>
        <translation>выхода на линию нет, будет повтор</translation>
    </message>
    <message>
        <source>the operator calls back</source>
        <translation>оператор перезванивает</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>завершён</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>отклонено</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>занято</translation>
    </message>
    <message>
        <source>the exchange does not reply</source>
        <translation>станция молчит</translation>
    </message>
    <message>
        <source>nobody answers</source>
        <translation>никто не отвечает</translation>
    </message>
    <message>
        <source>the exchange cannot be reached</source>
        <translation>станция недоступна</translation>
    </message>
    <message>
        <source>the sound was lost</source>
        <translation>пропал звук</translation>
    </message>
    <message>
        <source>the call program failed</source>
        <translation>сбой программы связи</translation>
    </message>
    <message>
        <source>the operator hung up</source>
        <translation>оператор положил трубку</translation>
    </message>
    <message>
        <source>hung up here</source>
        <translation>завершили здесь</translation>
    </message>
    <message>
        <source>given up before an answer</source>
        <translation>отменили до ответа</translation>
    </message>
    <message>
        <source>a call-back nobody got</source>
        <translation>обратный звонок пропущен</translation>
    </message>
    <message>
        <source>status</source>
        <translation>состояние</translation>
    </message>
    <message>
        <source>readiness drill</source>
        <translation>проверка готовности</translation>
    </message>
    <message>
        <source>usage</source>
        <translation>статистика</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>настройки</translation>
    </message>
    <message>
        <source>events</source>
        <translation>события</translation>
    </message>
    <message>
        <source>power</source>
        <translation>питание</translation>
    </message>
    <message>
        <source>the program starts again</source>
        <translation>перезапуск программы</translation>
    </message>
    <message>
        <source>the machine starts again</source>
        <translation>перезагрузка компьютера</translation>
    </message>
    <message>
        <source>test picture</source>
        <translation>тестовая картинка</translation>
    </message>
    <message>
        <source>out of service</source>
        <translation>экран не работает</translation>
    </message>
    <message>
        <source>in service again</source>
        <translation>экран снова работает</translation>
    </message>
    <message>
        <source>the usage log</source>
        <translation>журнал</translation>
    </message>
    <message>
        <source>the monthly report</source>
        <translation>отчёт за месяц</translation>
    </message>
    <message>
        <source>results of drills</source>
        <translation>результаты проверок</translation>
    </message>
    <message>
        <source>pictures of the black box</source>
        <translation>снимки чёрного ящика</translation>
    </message>
    <message>
        <source>the bus did not come</source>
        <translation>автобус не пришёл</translation>
    </message>
    <message>
        <source>the screen is wrong</source>
        <translation>экран неверен</translation>
    </message>
    <message>
        <source>a button does not work</source>
        <translation>кнопка не работает</translation>
    </message>
    <message>
        <source>it is cold</source>
        <translation>холодно</translation>
    </message>
    <message>
        <source>call program</source>
        <translation>программа связи</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>линии</translation>
    </message>
    <message>
        <source>loudspeaker and microphone</source>
        <translation>динамик и микрофон</translation>
    </message>
    <message>
        <source>test call</source>
        <translation>пробный звонок</translation>
    </message>
    <message>
        <source>without services</source>
        <translation>без услуг</translation>
    </message>
    <message>
        <source>the emergency call alone</source>
        <translation>только экстренный вызов</translation>
    </message>
    <message>
        <source>without settings</source>
        <translation>без настроек</translation>
    </message>
    <message>
        <source>without settings and emergency call</source>
        <translation>без настроек и экстренного вызова</translation>
    </message>
    <message>
        <source>taken down</source>
        <translation>снято</translation>
    </message>
    <message>
        <source>put up</source>
        <translation>показано</translation>
    </message>
    <message>
        <source>repair</source>
        <translation>ремонт</translation>
    </message>
    <message>
        <source>cleaning</source>
        <translation>уборка</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>нет данных</translation>
    </message>
    <message>
        <source>the stop is closed</source>
        <translation>остановка закрыта</translation>
    </message>
    <message>
        <source>good</source>
        <translation>в порядке</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>под вопросом</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>a crash</source>
        <translation>сбой программы</translation>
    </message>
    <message>
        <source>by the pattern</source>
        <translation>жестом</translation>
    </message>
    <message>
        <source>by a USB key</source>
        <translation>USB-ключом</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>применена</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>подтверждена</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>отменена</translation>
    </message>
    <message>
        <source>by walking away</source>
        <translation>человек ушёл</translation>
    </message>
    <message>
        <source>back to the board</source>
        <translation>возврат на табло</translation>
    </message>
    <message>
        <source>under 15 s</source>
        <translation>до 15 с</translation>
    </message>
    <message>
        <source>15 to 60 s</source>
        <translation>от 15 до 60 с</translation>
    </message>
    <message>
        <source>1 to 3 min</source>
        <translation>от 1 до 3 мин</translation>
    </message>
    <message>
        <source>over 3 min</source>
        <translation>больше 3 мин</translation>
    </message>
    <message>
        <source>on this screen</source>
        <translation>на этом экране</translation>
    </message>
    <message>
        <source>as a code for a telephone</source>
        <translation>кодом для телефона</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>русский</translation>
    </message>
    <message>
        <source>English</source>
        <translation>английский</translation>
    </message>
    <message>
        <source>high contrast</source>
        <translation>контрастные</translation>
    </message>
    <message>
        <source>usual colours</source>
        <translation>обычные</translation>
    </message>
    <message>
        <source>information</source>
        <translation>сведения</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>предупреждение</translation>
    </message>
    <message>
        <source>severe</source>
        <translation>важное</translation>
    </message>
    <message>
        <source>route {route}</source>
        <translation>маршрут {route}</translation>
    </message>
    <message>
        <source>vehicle {vehicle}</source>
        <translation>машина {vehicle}</translation>
    </message>
    <message>
        <source>due at {scheduled}</source>
        <translation>по расписанию {scheduled}</translation>
    </message>
    <message>
        <source>the attempt before: {failure}</source>
        <translation>прошлая попытка: {failure}</translation>
    </message>
    <message>
        <source>how: {ending}</source>
        <translation>как: {ending}</translation>
    </message>
    <message>
        <source>attempt {attempt}</source>
        <translation>попытка {attempt}</translation>
    </message>
    <message>
        <source>line {trunk}</source>
        <translation>линия {trunk}</translation>
    </message>
    <message>
        <source>events lost: {events}</source>
        <translation>потеряно событий: {events}</translation>
    </message>
    <message>
        <source>reason: {reason}</source>
        <translation>причина: {reason}</translation>
    </message>
    <message>
        <source>Opened: {screen}</source>
        <translation>Открыто: {screen}</translation>
    </message>
    <message>
        <source>A visit of {length} ended: {how}</source>
        <translation>Конец посещения ({length}): {how}</translation>
    </message>
    <message>
        <source>State service {service} opened {how}</source>
        <translation>Госуслуга {service} открыта {how}</translation>
    </message>
    <message>
        <source>A web session ended: {how}</source>
        <translation>Веб-сеанс завершён: {how}</translation>
    </message>
    <message>
        <source>Language chosen: {language}</source>
        <translation>Выбран язык: {language}</translation>
    </message>
    <message>
        <source>Colours chosen: {theme}</source>
        <translation>Выбраны цвета: {theme}</translation>
    </message>
    <message>
        <source>Text size chosen: {size}</source>
        <translation>Выбран размер текста: {size}</translation>
    </message>
    <message>
        <source>Read aloud: {screen}</source>
        <translation>Прочитано вслух: {screen}</translation>
    </message>
    <message>
        <source>An alert came onto the board: {severity}</source>
        <translation>Объявление на табло: {severity}</translation>
    </message>
    <message>
        <source>A passenger reports: {about}; live data: {feed}</source>
        <translation>Пассажир сообщает: {about}; данные: {feed}</translation>
    </message>
    <message>
        <source>The program {version} started {why}</source>
        <translation>Программа {version} запущена {why}</translation>
    </message>
    <message>
        <source>The program left safe mode ({rung}); crashes before: {deaths}</source>
        <translation>Программа вышла из безопасного режима ({rung}); сбоев до этого: {deaths}</translation>
    </message>
    <message>
        <source>The program was ended {why}</source>
        <translation>Программа завершена {why}</translation>
    </message>
    <message>
        <source>The feed {feed} is lost: {fault}</source>
        <translation>Поток «{feed}» потерян: {fault}</translation>
    </message>
    <message>
        <source>The feed {feed} is back after {seconds}</source>
        <translation>Поток «{feed}» вернулся через {seconds}</translation>
    </message>
    <message>
        <source>The board&apos;s live data: {state}</source>
        <translation>Данные табло: {state}</translation>
    </message>
    <message>
        <source>A newer timetable is shown</source>
        <translation>Показано новое расписание</translation>
    </message>
    <message>
        <source>The clock of this machine: {state}</source>
        <translation>Часы компьютера: {state}</translation>
    </message>
    <message>
        <source>Self-test of the emergency line, {test}: {passed}</source>
        <translation>Самопроверка экстренной связи, {test}: {passed}</translation>
    </message>
    <message>
        <source>The emergency line: {health}</source>
        <translation>Экстренная связь: {health}</translation>
    </message>
    <message>
        <source>The usage log has a gap: {why}</source>
        <translation>Пробел в журнале: {why}</translation>
    </message>
    <message>
        <source>The out-of-service notice was {shown}</source>
        <translation>Объявление «не работает»: {shown}</translation>
    </message>
    <message>
        <source>Pictures of the screen were kept ({why}): {pictures}</source>
        <translation>Снимки экрана сохранены ({why}): {pictures}</translation>
    </message>
    <message>
        <source>Emergency call: {state}</source>
        <translation>Экстренный вызов: {state}</translation>
    </message>
    <message>
        <source>The service menu was opened {by}: {role}</source>
        <translation>Меню открыто {by}: {role}</translation>
    </message>
    <message>
        <source>The service menu was closed: {how} ({role})</source>
        <translation>Меню закрыто: {how} ({role})</translation>
    </message>
    <message>
        <source>A wrong PIN was entered; wrong ones in a row: {tries}</source>
        <translation>Неверный ПИН-код; ошибок подряд: {tries}</translation>
    </message>
    <message>
        <source>The PIN pad is closed for {seconds}</source>
        <translation>Ввод ПИН-кода закрыт на {seconds}</translation>
    </message>
    <message>
        <source>A PIN was set: {role}</source>
        <translation>ПИН-код задан: {role}</translation>
    </message>
    <message>
        <source>A USB key that does not open this kiosk was put in</source>
        <translation>Вставлен USB-ключ, который не подходит к этому киоску</translation>
    </message>
    <message>
        <source>Page of the service menu opened: {page} ({role})</source>
        <translation>Открыта страница меню: {page} ({role})</translation>
    </message>
    <message>
        <source>Setting {setting} {what} ({role})</source>
        <translation>Настройка {setting} {what} ({role})</translation>
    </message>
    <message>
        <source>A readiness drill ended: {passed} passed, {failed} failed, {skipped} left out ({role})</source>
        <translation>Проверка готовности: в порядке {passed}, отказов {failed}, пропущено {skipped} ({role})</translation>
    </message>
    <message>
        <source>Written to a USB stick: {what} ({role})</source>
        <translation>Записано на флешку: {what} ({role})</translation>
    </message>
    <message>
        <source>Service menu: {what} ({role})</source>
        <translation>Меню: {what} ({role})</translation>
    </message>
    <message>
        <source>It is being repaired</source>
        <translation>Его ремонтируют</translation>
    </message>
    <message>
        <source>The pavilion is being cleaned</source>
        <translation>В павильоне идёт уборка</translation>
    </message>
    <message>
        <source>There is no data of the buses of this stop</source>
        <translation>Нет данных об автобусах этой остановки</translation>
    </message>
    <message>
        <source>No bus calls at this stop for now</source>
        <translation>Автобусы пока не заходят на эту остановку</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>до {time}</translation>
    </message>
    <message>
        <source>until {time}, {day}</source>
        <translation>до {time}, {day}</translation>
    </message>
    <message>
        <source>There is no program here that starts the machine again</source>
        <translation>Здесь нет программы, которая перезагружает компьютер</translation>
    </message>
    <message>
        <source>The system refuses to start the machine again: this user may not</source>
        <translation>Система отказала в перезагрузке: у этого пользователя нет на неё права</translation>
    </message>
    <message>
        <source>The system does not answer; switch the power off and on</source>
        <translation>Система не отвечает; выключите и включите питание</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>Неисправно</translation>
    </message>
    <message>
        <source>Look into it</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Неизвестно</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>В порядке</translation>
    </message>
    <message>
        <source>microphone</source>
        <translation>микрофон</translation>
    </message>
    <message>
        <source>loudspeaker</source>
        <translation>динамик</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} ч</translation>
    </message>
    <message>
        <source>{days} d</source>
        <translation>{days} дн.</translation>
    </message>
    <message>
        <source>{megabytes} MB</source>
        <translation>{megabytes} МБ</translation>
    </message>
    <message>
        <source>{gigabytes} GB</source>
        <translation>{gigabytes} ГБ</translation>
    </message>
    <message>
        <source>the disk can only be read</source>
        <translation>диск доступен только для чтения</translation>
    </message>
    <message>
        <source>the disk answers with errors</source>
        <translation>диск отвечает с ошибками</translation>
    </message>
    <message>
        <source>another program holds it</source>
        <translation>занят другой программой</translation>
    </message>
    <message>
        <source>a broken file was put aside</source>
        <translation>повреждённый файл отложен</translation>
    </message>
    <message>
        <source>a file of a newer program was put aside</source>
        <translation>файл более новой программы отложен</translation>
    </message>
    <message>
        <source>takes too long</source>
        <translation>отвечает слишком долго</translation>
    </message>
    <message>
        <source>Trunk %1 does not answer: %3.</source>
        <translation>Линия %1 не отвечает: %3.</translation>
    </message>
    <message>
        <source>Trunk %1 is not registered.</source>
        <translation>Линия %1 не зарегистрирована.</translation>
    </message>
    <message>
        <source>Trunk %1 refused the last call with %2.</source>
        <translation>Линия %1 отклонила последний вызов: %2.</translation>
    </message>
    <message>
        <source>The last test call over trunk %1 failed: %3.</source>
        <translation>Последний проверочный вызов по линии %1 не прошёл: %3.</translation>
    </message>
    <message>
        <source>No test call was made over trunk %1 for %2 d.</source>
        <translation>По линии %1 не было проверочного вызова %2&#xa0;дн.</translation>
    </message>
    <message>
        <source>The call program cannot be started; it has been dead for %2 s.</source>
        <translation>Программа вызова не запускается, не работает уже %2&#xa0;с.</translation>
    </message>
    <message>
        <source>No trunk is set up.</source>
        <translation>Не задана ни одна линия.</translation>
    </message>
    <message>
        <source>Callers cannot be told apart, so every call-back is refused.</source>
        <translation>Звонящие неразличимы, поэтому обратные звонки отклоняются.</translation>
    </message>
    <message>
        <source>Phrases cannot be spoken into a call.</source>
        <translation>Фразы нельзя произнести в вызов.</translation>
    </message>
    <message>
        <source>There is no microphone or no loudspeaker.</source>
        <translation>Нет микрофона или динамика.</translation>
    </message>
    <message>
        <source>The microphone does not hear the loudspeaker: %3.</source>
        <translation>Микрофон не слышит динамик: %3.</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>нет ответа</translation>
    </message>
    <message>
        <source>it refuses the connection</source>
        <translation>соединение отклонено</translation>
    </message>
    <message>
        <source>it is out of service (%1)</source>
        <translation>линия закрыта на стороне оператора (%1)</translation>
    </message>
    <message>
        <source>it does not speak SIP</source>
        <translation>отвечает не по SIP</translation>
    </message>
    <message>
        <source>it closed the connection</source>
        <translation>соединение закрыто с той стороны</translation>
    </message>
    <message>
        <source>its name was not found</source>
        <translation>имя сервера не найдено</translation>
    </message>
    <message>
        <source>its certificate is not trusted</source>
        <translation>нет доверия к его сертификату</translation>
    </message>
    <message>
        <source>no secure connection came about</source>
        <translation>защищённое соединение не установлено</translation>
    </message>
    <message>
        <source>our CA file cannot be read</source>
        <translation>файл CA не читается</translation>
    </message>
    <message>
        <source>no reason known</source>
        <translation>причина неизвестна</translation>
    </message>
    <message>
        <source>the network fails</source>
        <translation>сбой сети</translation>
    </message>
    <message>
        <source>refuses us: look at its address and key</source>
        <translation>отказывает нам: проверьте адрес и ключ</translation>
    </message>
    <message>
        <source>its server is broken</source>
        <translation>сбой на его сервере</translation>
    </message>
    <message>
        <source>sends us elsewhere</source>
        <translation>отсылает на другой адрес</translation>
    </message>
    <message>
        <source>breaks off</source>
        <translation>обрывается</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>слишком большой</translation>
    </message>
    <message>
        <source>the network asks for a log-in</source>
        <translation>сеть требует войти через браузер</translation>
    </message>
    <message>
        <source>cannot be stored</source>
        <translation>не сохраняется</translation>
    </message>
    <message>
        <source>sends no GTFS-Realtime</source>
        <translation>присылает не GTFS-Realtime</translation>
    </message>
    <message>
        <source>sends nothing</source>
        <translation>ничего не присылает</translation>
    </message>
    <message>
        <source>its time cannot be true</source>
        <translation>его время неправдоподобно</translation>
    </message>
    <message>
        <source>its time goes backwards</source>
        <translation>его время идёт назад</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Экран</translation>
    </message>
    <message>
        <source>Timetable</source>
        <translation>Расписание</translation>
    </message>
    <message>
        <source>Emergency line</source>
        <translation>Экстренная связь</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>Линия</translation>
    </message>
    <message>
        <source>Sound loop</source>
        <translation>Проверка звука</translation>
    </message>
    <message>
        <source>Test call</source>
        <translation>Проверочный вызов</translation>
    </message>
    <message>
        <source>Portal of state services</source>
        <translation>Портал госуслуг</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Диск</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Температура</translation>
    </message>
    <message>
        <source>Sound devices</source>
        <translation>Звуковые устройства</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Панель</translation>
    </message>
    <message>
        <source>Touch screen</source>
        <translation>Сенсор</translation>
    </message>
    <message>
        <source>Usage log</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Остановка</translation>
    </message>
    <message>
        <source>Feeds and keys</source>
        <translation>Источники и ключи</translation>
    </message>
    <message>
        <source>Languages and colours</source>
        <translation>Языки и цвета</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Громкость</translation>
    </message>
    <message>
        <source>Night and brightness</source>
        <translation>Ночь и яркость</translation>
    </message>
    <message>
        <source>Idle times</source>
        <translation>Время бездействия</translation>
    </message>
    <message>
        <source>Information line</source>
        <translation>Информационная строка</translation>
    </message>
    <message>
        <source>Test number</source>
        <translation>Проверочный номер</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>ПИН-код</translation>
    </message>
    <message>
        <source>Name in the header, in Russian</source>
        <translation>Название в шапке, по-русски</translation>
    </message>
    <message>
        <source>Name in the header, in English</source>
        <translation>Название в шапке, по-английски</translation>
    </message>
    <message>
        <source>Direction, in Russian</source>
        <translation>Направление, по-русски</translation>
    </message>
    <message>
        <source>Direction, in English</source>
        <translation>Направление, по-английски</translation>
    </message>
    <message>
        <source>Timetable (GTFS)</source>
        <translation>Расписание (GTFS)</translation>
    </message>
    <message>
        <source>Key for the timetable</source>
        <translation>Ключ к расписанию</translation>
    </message>
    <message>
        <source>Trip updates</source>
        <translation>Прогнозы (trip updates)</translation>
    </message>
    <message>
        <source>Vehicle positions</source>
        <translation>Положение машин (vehicle positions)</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Сообщения (alerts)</translation>
    </message>
    <message>
        <source>Key for the live feeds</source>
        <translation>Ключ к живым данным</translation>
    </message>
    <message>
        <source>Languages to choose from</source>
        <translation>Языки на выбор</translation>
    </message>
    <message>
        <source>First language</source>
        <translation>Первый язык</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Размер текста</translation>
    </message>
    <message>
        <source>Board comes back after</source>
        <translation>Возврат к табло</translation>
    </message>
    <message>
        <source>In Russian</source>
        <translation>По-русски</translation>
    </message>
    <message>
        <source>In English</source>
        <translation>По-английски</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Днём</translation>
    </message>
    <message>
        <source>At night</source>
        <translation>Ночью</translation>
    </message>
    <message>
        <source>Night begins</source>
        <translation>Начало ночи</translation>
    </message>
    <message>
        <source>Night ends</source>
        <translation>Конец ночи</translation>
    </message>
    <message>
        <source>Brightness by day</source>
        <translation>Яркость днём</translation>
    </message>
    <message>
        <source>Brightness at night</source>
        <translation>Яркость ночью</translation>
    </message>
    <message>
        <source>Web session ends without a touch after</source>
        <translation>Веб-сеанс без касаний</translation>
    </message>
    <message>
        <source>Web session ends in any case after</source>
        <translation>Веб-сеанс, не дольше</translation>
    </message>
    <message>
        <source>add…</source>
        <translation>добавить…</translation>
    </message>
    <message>
        <source>change…</source>
        <translation>сменить…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 мин</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>обычный</translation>
    </message>
    <message>
        <source>large</source>
        <translation>крупный</translation>
    </message>
    <message>
        <source>largest</source>
        <translation>самый крупный</translation>
    </message>
    <message>
        <source>by the sun</source>
        <translation>по солнцу</translation>
    </message>
    <message>
        <source>day</source>
        <translation>дневные</translation>
    </message>
    <message>
        <source>night</source>
        <translation>ночные</translation>
    </message>
    <message>
        <source>A number that answers tests, such as sip:echo@operator.example. Never that of an emergency</source>
        <translation>Номер, который отвечает на проверки, например sip:echo@operator.example. Никогда не экстренный</translation>
    </message>
    <message>
        <source>Name and value, such as “Authorization: env:GTFS_KEY”. With env:NAME the value stays out of the file</source>
        <translation>Имя и значение, например «Authorization: env:GTFS_KEY». С env:ИМЯ само значение в файл не попадает</translation>
    </message>
    <message>
        <source>The value anew, or env:NAME. Empty: the key is taken out</source>
        <translation>Значение заново или env:ИМЯ. Пусто — ключ будет убран</translation>
    </message>
    <message>
        <source>It holds a key that is not shown: write the whole address anew</source>
        <translation>В адресе ключ, он не показан: напишите адрес целиком заново</translation>
    </message>
    <message>
        <source>A web address or the path of a file</source>
        <translation>Адрес в сети или путь к файлу</translation>
    </message>
    <message>
        <source>One line of plain text, 120 characters at the most. Empty: none</source>
        <translation>Одна строка простого текста, не больше 120 знаков. Пусто — строки нет</translation>
    </message>
    <message>
        <source>Empty: what the feed calls it</source>
        <translation>Пусто — как в расписании</translation>
    </message>
    <message>
        <source>the number is too small</source>
        <translation>число слишком мало</translation>
    </message>
    <message>
        <source>the number is too large</source>
        <translation>число слишком велико</translation>
    </message>
    <message>
        <source>the text is too long</source>
        <translation>текст слишком длинный</translation>
    </message>
    <message>
        <source>nothing is written</source>
        <translation>ничего не написано</translation>
    </message>
    <message>
        <source>this word is not allowed</source>
        <translation>такое значение недопустимо</translation>
    </message>
    <message>
        <source>only one line of plain text is allowed</source>
        <translation>можно только одну строку простого текста</translation>
    </message>
    <message>
        <source>this language is none of those to choose from</source>
        <translation>этого языка нет среди языков на выбор</translation>
    </message>
    <message>
        <source>this is no time of the day</source>
        <translation>это не время суток</translation>
    </message>
    <message>
        <source>this is not a whole address</source>
        <translation>это не полный адрес</translation>
    </message>
    <message>
        <source>this is no HTTP header</source>
        <translation>это не заголовок HTTP</translation>
    </message>
    <message>
        <source>it would call the emergency operator each day</source>
        <translation>так киоск каждый день звонил бы в экстренную службу; нужен номер, который отвечает на проверки</translation>
    </message>
    <message>
        <source>its keys travel unencrypted: use an https address</source>
        <translation>ключи идут без шифрования: нужен адрес https</translation>
    </message>
    <message>
        <source>write a name, a colon and a value</source>
        <translation>напишите имя, двоеточие и значение</translation>
    </message>
    <message>
        <source>the file cannot be written: %1</source>
        <translation>файл нельзя записать: %1</translation>
    </message>
    <message>
        <source>the file was changed meanwhile: look at it again</source>
        <translation>файл тем временем изменили: посмотрите ещё раз</translation>
    </message>
    <message>
        <source>the feed has no such stop</source>
        <translation>в расписании нет такой остановки</translation>
    </message>
    <message>
        <source>Its lines are being looked up…</source>
        <translation>Ищем её маршруты…</translation>
    </message>
    <message>
        <source>No line calls here</source>
        <translation>Маршрутов здесь нет</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Версия</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Компьютер</translation>
    </message>
    <message>
        <source>Last end</source>
        <translation>Последний перезапуск</translation>
    </message>
    <message>
        <source>Live predictions</source>
        <translation>Прогнозы прибытия</translation>
    </message>
    <message>
        <source>Live positions</source>
        <translation>Положение автобусов</translation>
    </message>
    <message>
        <source>Live alerts</source>
        <translation>Объявления перевозчика</translation>
    </message>
    <message>
        <source>cannot be read here</source>
        <translation>здесь не определяется</translation>
    </message>
    <message>
        <source>{answering} of {trunks} trunks answer</source>
        <translation>отвечают линии: {answering} из {trunks}</translation>
    </message>
    <message>
        <source>{registered} registered</source>
        <translation>зарегистрировано: {registered}</translation>
    </message>
    <message>
        <source>off by {most_error_ms} ms at most</source>
        <translation>отклонение не больше {most_error_ms} мс</translation>
    </message>
    <message>
        <source>the program holds {own_bytes}</source>
        <translation>программа занимает {own_bytes}</translation>
    </message>
    <message>
        <source>since {moment}</source>
        <translation>с {moment}</translation>
    </message>
    <message>
        <source>data {age_s} old</source>
        <translation>данные {age_s} назад</translation>
    </message>
    <message>
        <source>the newest data are {age_s} old</source>
        <translation>последние данные {age_s} назад</translation>
    </message>
    <message>
        <source>no data for {age_s}</source>
        <translation>нет данных {age_s}</translation>
    </message>
    <message>
        <source>no data at all</source>
        <translation>данных не было</translation>
    </message>
    <message>
        <source>waiting for the first data</source>
        <translation>ждём первых данных</translation>
    </message>
    <message>
        <source>not asked: the screen does not run</source>
        <translation>не спрашиваются: экран не работает</translation>
    </message>
    <message>
        <source>no live feed is set up</source>
        <translation>источники не настроены</translation>
    </message>
    <message>
        <source>until {until}, imported {age_s} ago</source>
        <translation>до {until}, загружено {age_s} назад</translation>
    </message>
    <message>
        <source>only until {until}</source>
        <translation>только до {until}</translation>
    </message>
    <message>
        <source>until {until}, but its feed does not come</source>
        <translation>до {until}, но новое не приходит</translation>
    </message>
    <message>
        <source>ended on {until}</source>
        <translation>закончилось {until}</translation>
    </message>
    <message>
        <source>there is none</source>
        <translation>не загружено</translation>
    </message>
    <message>
        <source>does not say how long it lasts</source>
        <translation>срок действия не указан</translation>
    </message>
    <message>
        <source>kept by network time</source>
        <translation>идут по сетевому времени</translation>
    </message>
    <message>
        <source>agrees with the live data</source>
        <translation>совпадают с живыми данными</translation>
    </message>
    <message>
        <source>not kept by network time</source>
        <translation>не сверяются с сетевым временем</translation>
    </message>
    <message>
        <source>{error_s} ahead of the live data</source>
        <translation>спешат на {error_s} против живых данных</translation>
    </message>
    <message>
        <source>{error_s} behind the live data</source>
        <translation>отстают на {error_s} от живых данных</translation>
    </message>
    <message>
        <source>not set: nobody knows the time</source>
        <translation>не выставлены: время неизвестно</translation>
    </message>
    <message>
        <source>nothing to compare it with</source>
        <translation>сверить не с чем</translation>
    </message>
    <message>
        <source>connected: {interfaces} {families}</source>
        <translation>есть: {interfaces} {families}</translation>
    </message>
    <message>
        <source>{interfaces}: no way out</source>
        <translation>{interfaces}: нет выхода наружу</translation>
    </message>
    <message>
        <source>no cable and no radio link</source>
        <translation>нет ни кабеля, ни радиосвязи</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>отвечает</translation>
    </message>
    <message>
        <source>does not answer</source>
        <translation>не отвечает</translation>
    </message>
    <message>
        <source>its pages cannot be opened on this screen</source>
        <translation>его страницы нельзя открыть на этом экране</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>ещё не проверено</translation>
    </message>
    <message>
        <source>a call leads to the operator</source>
        <translation>вызов дойдёт до оператора</translation>
    </message>
    <message>
        <source>a call leads to the operator, with less to fall back on</source>
        <translation>вызов дойдёт до оператора, но запаса меньше</translation>
    </message>
    <message>
        <source>no trunk is set up: nobody can call from here</source>
        <translation>линии не настроены: вызвать отсюда нельзя</translation>
    </message>
    <message>
        <source>a call would lead nowhere</source>
        <translation>вызов никуда не дойдёт</translation>
    </message>
    <message>
        <source>the emergency agent does not answer</source>
        <translation>программа вызова не отвечает</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>ещё не проверялось</translation>
    </message>
    <message>
        <source>answers, but does not keep our registration</source>
        <translation>отвечает, но нас не регистрирует</translation>
    </message>
    <message>
        <source>the microphone heard the loudspeaker {age_s} ago</source>
        <translation>микрофон слышал динамик {age_s} назад</translation>
    </message>
    <message>
        <source>the microphone did not hear the loudspeaker {age_s} ago</source>
        <translation>микрофон не услышал динамик {age_s} назад</translation>
    </message>
    <message>
        <source>no microphone or no loudspeaker to try with</source>
        <translation>нет микрофона или динамика: проверить нечем</translation>
    </message>
    <message>
        <source>passed {age_s} ago</source>
        <translation>прошёл {age_s} назад</translation>
    </message>
    <message>
        <source>overdue: the last passed {age_s} ago</source>
        <translation>просрочен: последний прошёл {age_s} назад</translation>
    </message>
    <message>
        <source>failed {age_s} ago</source>
        <translation>не прошёл {age_s} назад</translation>
    </message>
    <message>
        <source>none was made yet</source>
        <translation>ещё не было</translation>
    </message>
    <message>
        <source>runs for {uptime_s}</source>
        <translation>работает {uptime_s}</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>работает</translation>
    </message>
    <message>
        <source>safe mode after crashes: no services, no usage log, no pictures</source>
        <translation>безопасный режим после сбоев: без услуг, журнала и снимков</translation>
    </message>
    <message>
        <source>safe mode after many crashes: no departures, the emergency call alone</source>
        <translation>безопасный режим после многих сбоев: без рейсов, только экстренный вызов</translation>
    </message>
    <message>
        <source>safe mode after many crashes: without settings, the emergency call alone</source>
        <translation>безопасный режим после многих сбоев: без настроек, только экстренный вызов</translation>
    </message>
    <message>
        <source>safe mode after many crashes: without settings and emergency call</source>
        <translation>безопасный режим после многих сбоев: без настроек и экстренного вызова</translation>
    </message>
    <message>
        <source>does not answer, last heard of {age_s} ago</source>
        <translation>не отвечает, последний раз {age_s} назад</translation>
    </message>
    <message>
        <source>does not run</source>
        <translation>не работает</translation>
    </message>
    <message>
        <source>kept, {size_bytes}</source>
        <translation>ведётся, {size_bytes}</translation>
    </message>
    <message>
        <source>kept anew: {trouble}</source>
        <translation>начат заново: {trouble}</translation>
    </message>
    <message>
        <source>nothing is kept: {trouble}</source>
        <translation>не ведётся: {trouble}</translation>
    </message>
    <message>
        <source>there is none yet</source>
        <translation>пока нет</translation>
    </message>
    <message>
        <source>set</source>
        <translation>задан</translation>
    </message>
    <message>
        <source>not set; use kiosk pin set</source>
        <translation>не задан: команда kiosk&#xa0;pin&#xa0;set</translation>
    </message>
    <message>
        <source>{version}; the upgrade to {failed} failed and was taken back</source>
        <translation>{version}; обновление до {failed} не удалось, вернули прежнюю версию</translation>
    </message>
    <message>
        <source>{version}; it failed its check after the upgrade, and there is no other</source>
        <translation>{version}; после обновления не прошла проверку, а другой версии нет</translation>
    </message>
    <message>
        <source>none: the first start here</source>
        <translation>это первый запуск</translation>
    </message>
    <message>
        <source>started again from the service menu</source>
        <translation>перезапуск из сервисного меню</translation>
    </message>
    <message>
        <source>started again for new settings</source>
        <translation>перезапуск ради новых настроек</translation>
    </message>
    <message>
        <source>started again by night, as planned</source>
        <translation>плановый ночной перезапуск</translation>
    </message>
    <message>
        <source>stopped in order</source>
        <translation>остановлено штатно</translation>
    </message>
    <message>
        <source>the machine was started again from the service menu</source>
        <translation>перезагрузка компьютера из сервисного меню</translation>
    </message>
    <message>
        <source>the machine went off without a word</source>
        <translation>компьютер выключился без предупреждения</translation>
    </message>
    <message>
        <source>the program crashed</source>
        <translation>программа упала</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>неизвестно</translation>
    </message>
    <message>
        <source>{free_bytes} free</source>
        <translation>свободно {free_bytes}</translation>
    </message>
    <message>
        <source>only {free_bytes} free</source>
        <translation>свободно только {free_bytes}</translation>
    </message>
    <message>
        <source>full: {free_bytes} free</source>
        <translation>заполнен: свободно {free_bytes}</translation>
    </message>
    <message>
        <source>no room for more files: {free_inodes} left</source>
        <translation>нет места для файлов: осталось {free_inodes}</translation>
    </message>
    <message>
        <source>can only be read</source>
        <translation>доступен только для чтения</translation>
    </message>
    <message>
        <source>the file system noted {errors} errors; {free_bytes} free</source>
        <translation>ошибок файловой системы: {errors}; свободно {free_bytes}</translation>
    </message>
    <message>
        <source>{available_bytes} free</source>
        <translation>свободно {available_bytes}</translation>
    </message>
    <message>
        <source>only {available_bytes} free</source>
        <translation>свободно только {available_bytes}</translation>
    </message>
    <message>
        <source>used up: {available_bytes} free</source>
        <translation>исчерпана: свободно {available_bytes}</translation>
    </message>
    <message>
        <source>the program has grown to {own_bytes}</source>
        <translation>программа разрослась до {own_bytes}</translation>
    </message>
    <message>
        <source>{value_celsius} °C</source>
        <translation>{value_celsius} °C</translation>
    </message>
    <message>
        <source>{value_celsius} °C: the processor slows down</source>
        <translation>{value_celsius} °C: процессор замедляется</translation>
    </message>
    <message>
        <source>{value_celsius} °C: about to switch off</source>
        <translation>{value_celsius} °C: скоро выключится</translation>
    </message>
    <message>
        <source>{value_celsius} °C: colder than panels are made for</source>
        <translation>{value_celsius} °C: холоднее, чем выдерживают панели</translation>
    </message>
    <message>
        <source>no sensor here</source>
        <translation>здесь нет датчика</translation>
    </message>
    <message>
        <source>there: {cards}</source>
        <translation>есть: {cards}</translation>
    </message>
    <message>
        <source>there</source>
        <translation>на месте</translation>
    </message>
    <message>
        <source>switched off in the settings</source>
        <translation>выключены в настройках</translation>
    </message>
    <message>
        <source>missing: {lacking}</source>
        <translation>нет: {lacking}</translation>
    </message>
    <message>
        <source>{width} × {height}</source>
        <translation>{width} × {height}</translation>
    </message>
    <message>
        <source>a panel is connected</source>
        <translation>панель подключена</translation>
    </message>
    <message>
        <source>no panel is connected</source>
        <translation>панель не подключена</translation>
    </message>
    <message>
        <source>drawn where nobody sees it</source>
        <translation>картинка выводится не на панель</translation>
    </message>
    <message>
        <source>there: {devices}</source>
        <translation>есть: {devices}</translation>
    </message>
    <message>
        <source>there, but the program does not hear it</source>
        <translation>есть, но программа его не слышит</translation>
    </message>
    <message>
        <source>none is connected</source>
        <translation>не подключён</translation>
    </message>
    <message>
        <source>up for {uptime_s}</source>
        <translation>включён {uptime_s}</translation>
    </message>
    <message>
        <source>expected at {time}</source>
        <translation>ожидался в {time}</translation>
    </message>
    <message>
        <source>The last 10 minutes</source>
        <translation>Последние 10 минут</translation>
    </message>
    <message>
        <source>Black box</source>
        <translation>Чёрный ящик</translation>
    </message>
    <message>
        <source>Writing to the USB stick…</source>
        <translation>Пишу на флешку…</translation>
    </message>
    <message>
        <source>Written to the USB stick. It can be pulled out</source>
        <translation>Записано на флешку. Её можно вынуть</translation>
    </message>
    <message>
        <source>No USB stick that can be written is put in</source>
        <translation>Нет флешки, на которую можно записать</translation>
    </message>
    <message>
        <source>The USB stick is full</source>
        <translation>Флешка заполнена</translation>
    </message>
    <message>
        <source>The USB stick could not be written</source>
        <translation>Записать на флешку не удалось</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n снимок</numerusform>
            <numerusform>%n снимка</numerusform>
            <numerusform>%n снимков</numerusform>
        </translation>
    </message>
    <message>
        <source>Crash of the program</source>
        <translation>Сбой программы</translation>
    </message>
    <message>
        <source>A passenger&apos;s report</source>
        <translation>Сообщение пассажира</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>не задано</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Что изменится</translation>
    </message>
    <message>
        <source>Keep it?</source>
        <translation>Оставить?</translation>
    </message>
    <message>
        <source>This is the demonstration: its settings stand in no file, and cannot be changed</source>
        <translation>Это демонстрация: её настройки не записаны в файл, изменить их нельзя</translation>
    </message>
    <message>
        <source>The kiosk may not write its settings file: it can be read here and changed by hand</source>
        <translation>Киоску нельзя писать в файл настроек: здесь его можно прочесть, а менять — вручную</translation>
    </message>
    <message>
        <source>The settings file is broken, the last good one is in use: correct it by hand</source>
        <translation>Файл настроек испорчен, работает последний верный: исправьте его вручную</translation>
    </message>
    <message>
        <source>The change is kept</source>
        <translation>Изменение сохранено</translation>
    </message>
    <message>
        <source>The change was undone</source>
        <translation>Изменение отменено</translation>
    </message>
    <message>
        <source>Nobody confirmed the change: it was undone</source>
        <translation>Изменение никто не подтвердил: оно отменено</translation>
    </message>
    <message>
        <source>Nothing changes by that</source>
        <translation>Значение то же: ничего не меняется</translation>
    </message>
    <message>
        <source>The new PIN is set</source>
        <translation>Новый ПИН-код задан</translation>
    </message>
    <message>
        <source>The new PIN cannot be kept: the disk cannot be written</source>
        <translation>Новый ПИН-код не сохранить: запись на диск невозможна</translation>
    </message>
    <message>
        <source>The change cannot be kept: the file cannot be written</source>
        <translation>Изменение не сохранить: файл нельзя записать</translation>
    </message>
    <message>
        <source>The change cannot be undone: the file cannot be written</source>
        <translation>Изменение не отменить: файл нельзя записать</translation>
    </message>
    <message>
        <source>Enter the new PIN: six digits</source>
        <translation>Введите новый ПИН-код: шесть цифр</translation>
    </message>
    <message>
        <source>This one is among the first that are tried. Choose another</source>
        <translation>Такой подберут первым. Выберите другой</translation>
    </message>
    <message>
        <source>These were not the same. Enter the new PIN again</source>
        <translation>Не совпали. Введите новый ПИН-код ещё раз</translation>
    </message>
    <message>
        <source>Enter the same six digits again</source>
        <translation>Введите те же шесть цифр ещё раз</translation>
    </message>
    <message>
        <source>visits</source>
        <translation>посещения</translation>
    </message>
    <message>
        <source>services opened</source>
        <translation>открытые услуги</translation>
    </message>
    <message>
        <source>emergency calls</source>
        <translation>экстренные вызовы</translation>
    </message>
    <message>
        <source>times without live data</source>
        <translation>пропажи живых данных</translation>
    </message>
    <message>
        <source>Visits by hour of the day</source>
        <translation>Посещения по часам суток</translation>
    </message>
    <message>
        <source>Pages opened</source>
        <translation>Какие страницы открывали</translation>
    </message>
    <message>
        <source>Passengers&apos; reports</source>
        <translation>Сообщения пассажиров</translation>
    </message>
    <message>
        <source>{bin} min</source>
        <translation>{bin} мин</translation>
    </message>
    <message>
        <source>All routes</source>
        <translation>Все маршруты</translation>
    </message>
    <message>
        <source>Visits by month</source>
        <translation>Посещения по месяцам</translation>
    </message>
    <message>
        <source>Visits by day</source>
        <translation>Посещения по дням</translation>
    </message>
    <message>
        <source>Nothing in these days</source>
        <translation>За эти дни ничего</translation>
    </message>
    <message>
        <source>On this screen + by a code for a telephone</source>
        <translation>На этом экране + по коду для телефона</translation>
    </message>
    <message>
        <source>State services</source>
        <translation>Госуслуги</translation>
    </message>
    <message>
        <source>Emergency calls</source>
        <translation>Экстренные вызовы</translation>
    </message>
    <message>
        <source>read aloud</source>
        <translation>чтение вслух</translation>
    </message>
    <message>
        <source>Languages, text sizes, colours, reading aloud</source>
        <translation>Языки, размер текста, цвета, чтение вслух</translation>
    </message>
    <message>
        <source>Minutes without live data</source>
        <translation>Минуты без живых данных</translation>
    </message>
    <message>
        <source>board</source>
        <translation>табло</translation>
    </message>
    <message>
        <source>trip by stops</source>
        <translation>рейс по остановкам</translation>
    </message>
    <message>
        <source>line map</source>
        <translation>карта линий</translation>
    </message>
    <message>
        <source>announcements</source>
        <translation>объявления</translation>
    </message>
    <message>
        <source>services</source>
        <comment>chart of pages</comment>
        <translation>услуги</translation>
    </message>
    <message>
        <source>category of services</source>
        <translation>раздел услуг</translation>
    </message>
    <message>
        <source>page of a service</source>
        <translation>страница услуги</translation>
    </message>
    <message>
        <source>board on the phone</source>
        <translation>табло на телефон</translation>
    </message>
    <message>
        <source>report a problem</source>
        <translation>сообщить о проблеме</translation>
    </message>
    <message>
        <source>cancelled before an answer</source>
        <translation>отменили до ответа</translation>
    </message>
    <message>
        <source>a call back was missed</source>
        <translation>обратный вызов без ответа</translation>
    </message>
    <message>
        <source>not written down</source>
        <translation>не записано</translation>
    </message>
    <message>
        <source>normal text</source>
        <translation>обычный текст</translation>
    </message>
    <message>
        <source>large text</source>
        <translation>крупный текст</translation>
    </message>
    <message>
        <source>largest text</source>
        <translation>самый крупный текст</translation>
    </message>
    <message>
        <source>the button does not work</source>
        <translation>кнопка не работает</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number}&#xa0;%</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>мало</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>из {count}</translation>
    </message>
    <message>
        <source>{share} did not come</source>
        <translation>не пришли {share}</translation>
    </message>
    <message>
        <source>Right: the bus was seen here within a minute or two of what was shown, or a little more where it was far away. A bus that did not come counts as wrong. Fewer than {least} predictions give no share</source>
        <translation>Верный прогноз: автобус пришёл с точностью до минуты-двух, издалека чуть больше. Автобус, который не пришёл, считается ошибкой. Если прогнозов меньше {least}, доля не пишется</translation>
    </message>
    <message>
        <source>Answered by the operator: {number}</source>
        <translation>Ответил оператор: {number}</translation>
    </message>
    <message>
        <source>Lost {times} times. How long is known of {known}: {minutes} min in all</source>
        <translation>Пропадали раз: {times}. Длительность известна для {known}, всего {minutes} мин</translation>
    </message>
    <message>
        <source>Others: {number}</source>
        <translation>Остальные: {number}</translation>
    </message>
    <message>
        <source>Writing to the USB stick. Do not pull it out…</source>
        <translation>Запись на флешку. Не вынимайте её…</translation>
    </message>
    <message>
        <source>Written to the USB stick, folder {folder}. It can be pulled out</source>
        <translation>Записано на флешку, папка {folder}. Можно вынимать</translation>
    </message>
    <message>
        <source>There is no USB stick. Put one in and touch the button again</source>
        <translation>Флешки нет. Вставьте её и нажмите кнопку ещё раз</translation>
    </message>
    <message>
        <source>The USB stick can only be read. Slide its lock or take another one</source>
        <translation>Флешку можно только читать. Снимите с неё защиту или возьмите другую</translation>
    </message>
    <message>
        <source>The USB stick is full. Make room or take another one</source>
        <translation>На флешке нет места. Освободите его или возьмите другую</translation>
    </message>
    <message>
        <source>The USB stick could not be written, or was pulled out too early. Try again</source>
        <translation>Записать на флешку не удалось, или её вынули слишком рано. Попробуйте ещё раз</translation>
    </message>
    <message>
        <source>The usage log cannot be read now. The page of the status tells why</source>
        <translation>Журнал сейчас не читается. Почему, видно в разделе «Состояние»</translation>
    </message>
    <message>
        <source>the tone was heard (share %1, loudness %2)</source>
        <translation>звук слышен (доля %1, громкость %2)</translation>
    </message>
    <message>
        <source>the tone was not heard (share %1, loudness %2)</source>
        <translation>звука не слышно (доля %1, громкость %2)</translation>
    </message>
    <message>
        <source>our tone came back (share %1, loudness %2)</source>
        <translation>наш сигнал вернулся (доля %1, громкость %2)</translation>
    </message>
    <message>
        <source>the test tone was heard (share %1, loudness %2)</source>
        <translation>проверочный сигнал слышен (доля %1, громкость %2)</translation>
    </message>
    <message>
        <source>another sound came (share %1, loudness %2)</source>
        <translation>пришёл другой звук (доля %1, громкость %2)</translation>
    </message>
    <message>
        <source>no sound came</source>
        <translation>звук не пришёл</translation>
    </message>
    <message>
        <source>there is no microphone or no loudspeaker</source>
        <translation>нет микрофона или динамика</translation>
    </message>
    <message>
        <source>there is neither a microphone nor a loudspeaker</source>
        <translation>нет ни микрофона, ни динамика</translation>
    </message>
    <message>
        <source>there is no microphone</source>
        <translation>нет микрофона</translation>
    </message>
    <message>
        <source>there is no loudspeaker</source>
        <translation>нет динамика</translation>
    </message>
    <message>
        <source>the microphone</source>
        <translation>микрофон</translation>
    </message>
    <message>
        <source>the loudspeaker</source>
        <translation>динамик</translation>
    </message>
    <message>
        <source>refused with SIP %1</source>
        <translation>отказ SIP %1</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>нет ответа за %1 с</translation>
    </message>
    <message>
        <source>the trunk cannot be reached</source>
        <translation>линия недоступна</translation>
    </message>
    <message>
        <source>the far end hung up too soon</source>
        <translation>на том конце слишком рано положили трубку</translation>
    </message>
    <message>
        <source>the call program died</source>
        <translation>программа вызова упала</translation>
    </message>
    <message>
        <source>no trunk has a test number</source>
        <translation>ни у одной линии нет проверочного номера</translation>
    </message>
    <message>
        <source>its test number is the emergency number; not called</source>
        <translation>проверочный номер совпадает с экстренным: звонка не было</translation>
    </message>
    <message>
        <source>not now: a call comes first</source>
        <translation>не сейчас: идёт вызов</translation>
    </message>
    <message>
        <source>a self-test is running already</source>
        <translation>самопроверка уже идёт</translation>
    </message>
    <message>
        <source>%1 is not there</source>
        <translation>%1 не найден</translation>
    </message>
    <message>
        <source>%1 is in use by another program</source>
        <translation>%1 занят другой программой</translation>
    </message>
    <message>
        <source>%1 may not be used by this program</source>
        <translation>%1 недоступен этой программе</translation>
    </message>
    <message>
        <source>%1 gives no sound</source>
        <translation>%1 не даёт звука</translation>
    </message>
    <message>
        <source>%1 hangs</source>
        <translation>%1 завис</translation>
    </message>
</context>
<context>
    <name>AccuracyCard</name>
    <message>
        <source>Right predictions, by minutes before the bus</source>
        <translation>Верные прогнозы, по минутам до автобуса</translation>
    </message>
    <message>
        <source>No predictions in these days</source>
        <translation>За эти дни прогнозов нет</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Маршрут</translation>
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
        <source>Report a problem</source>
        <translation>Сообщить о неполадке</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Сообщить</translation>
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
    <name>BlackBoxSteps</name>
    <message>
        <source>picture %1 of %2</source>
        <translation>снимок %1 из %2</translation>
    </message>
    <message>
        <source>10 back</source>
        <translation>10 раньше</translation>
    </message>
    <message>
        <source>10 on</source>
        <translation>10 позже</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>To a USB stick</source>
        <translation>Записать на флешку</translation>
    </message>
</context>
<context>
    <name>BlackBoxView</name>
    <message>
        <source>No pictures of the screen are kept here: the settings say so</source>
        <translation>Снимки экрана здесь не хранятся: так задано в настройках</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Читаю…</translation>
    </message>
    <message>
        <source>Kept in memory only, gone when the program ends</source>
        <translation>Только в памяти, исчезнут с завершением программы</translation>
    </message>
    <message>
        <source>Kept in the program only: a crash loses them, for nothing here is kept in memory</source>
        <translation>Только в самой программе: файлов в памяти здесь нет, и при сбое снимки пропадут</translation>
    </message>
    <message>
        <source>The last 10 minutes</source>
        <translation>Последние 10 минут</translation>
    </message>
    <message>
        <source>Nothing was frozen yet. Small pictures of the screen are frozen at a crash, an emergency call and a passenger&apos;s report</source>
        <translation>Пока ничего не сохранено. Маленькие снимки экрана сохраняются при сбое, экстренном вызове и сообщении пассажира</translation>
    </message>
    <message>
        <source>Small pictures of the screen, frozen at a crash, an emergency call and a passenger&apos;s report. Never of a web page, typed words or a PIN</source>
        <translation>Маленькие снимки экрана, сохранённые при сбое, экстренном вызове и сообщении пассажира. Без веб-страниц, набранных слов и ПИН-кода</translation>
    </message>
    <message>
        <source>There is no picture here</source>
        <translation>Здесь нет снимков</translation>
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
    <name>DrillColours</name>
    <message>
        <source>Colour %2 of 5, %1: spots, lines, another colour anywhere?</source>
        <translation>Цвет %2 из 5, %1: есть пятна, полосы, другой цвет?</translation>
    </message>
    <message>
        <source>There are spots</source>
        <translation>Есть пятна</translation>
    </message>
    <message>
        <source>All well</source>
        <translation>Всё чисто</translation>
    </message>
</context>
<context>
    <name>DrillList</name>
    <message>
        <source>Sixty seconds: wipe over the fields, look at five colours, type a word. Loudspeaker, microphone, test call, network, clock and storage are tried meanwhile by themselves. The live emergency number is never called</source>
        <translation>Шестьдесят секунд: проведите пальцем по полям, посмотрите на пять цветов, наберите слово. Динамик, микрофон, проверочный вызов, сеть, часы и диск тем временем проверяются сами. На рабочий номер экстренной службы проверка не звонит</translation>
    </message>
    <message>
        <source>Drills before</source>
        <translation>Прежние проверки</translation>
    </message>
    <message>
        <source>None is kept yet</source>
        <translation>Пока ни одной</translation>
    </message>
</context>
<context>
    <name>DrillNote</name>
    <message>
        <source>%1 s left</source>
        <translation>Осталось %1 с</translation>
    </message>
</context>
<context>
    <name>DrillPage</name>
    <message>
        <source>The result for your phone</source>
        <translation>Итог для телефона</translation>
    </message>
    <message>
        <source>Begin the drill</source>
        <translation>Начать проверку</translation>
    </message>
    <message>
        <source>All steps</source>
        <translation>Все шаги</translation>
    </message>
    <message>
        <source>For your phone</source>
        <translation>На телефон</translation>
    </message>
    <message>
        <source>To the USB stick</source>
        <translation>Записать на флешку</translation>
    </message>
    <message>
        <source>Time used up: %1 %</source>
        <translation>Прошло времени: %1 %</translation>
    </message>
    <message>
        <source>Point the camera of your phone at the code: the signed result appears as text. No network is needed</source>
        <translation>Наведите камеру телефона на код: подписанный итог появится текстом. Сеть не нужна</translation>
    </message>
</context>
<context>
    <name>DrillSteps</name>
    <message>
        <source>The rest runs by itself: %1 s at most</source>
        <translation>Остальное идёт само: не дольше %1 с</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Ещё раз</translation>
    </message>
</context>
<context>
    <name>DrillTouch</name>
    <message>
        <source>A finger stays on the glass. Lift it, or clean the glass</source>
        <translation>Касание не уходит. Уберите палец или протрите стекло</translation>
    </message>
    <message>
        <source>Wipe over every field. Left: %1</source>
        <translation>Проведите по всем полям. Осталось: %1</translation>
    </message>
</context>
<context>
    <name>DrillTyping</name>
    <message>
        <source>Something else arrived: delete it</source>
        <translation>Набралось другое: сотрите</translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation>Наберите: %1</translation>
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
    <name>EventsList</name>
    <message>
        <source>Reading…</source>
        <translation>Читаю…</translation>
    </message>
    <message>
        <source>The log cannot be read now. The page “Status” tells more</source>
        <translation>Журнал сейчас не читается. Подробнее — на странице «Состояние»</translation>
    </message>
    <message>
        <source>Nothing of this kind is kept here</source>
        <translation>Ничего такого здесь не записано</translation>
    </message>
    <message>
        <source>Passengers&apos; reports in 7 days</source>
        <translation>Жалобы пассажиров за 7 дней</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Record of the program&apos;s log</source>
        <translation>Запись журнала программы</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>События</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Позже</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Black box</source>
        <translation>Чёрный ящик</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>Сбои</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Данные</translation>
    </message>
    <message>
        <source>112 call</source>
        <translation>Вызов 112</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Меню</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Жалобы</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Программа</translation>
    </message>
</context>
<context>
    <name>FrameHead</name>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>Все разделы</translation>
    </message>
    <message>
        <source>Access for the technician</source>
        <translation>Вход для техника</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Оператор</translation>
    </message>
    <message>
        <source>Technician</source>
        <translation>Техник</translation>
    </message>
    <message>
        <source>%1 s left: touch the screen</source>
        <translation>Меню закроется через %1&#xa0;с: коснитесь экрана</translation>
    </message>
    <message>
        <source>%1 s left: the time is up</source>
        <translation>Меню закроется через %1&#xa0;с: время вышло</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Demonstration</source>
        <translation>Демонстрация</translation>
    </message>
    <message>
        <source>Reduced service</source>
        <translation>Упрощённый режим</translation>
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
    <name>LevelMark</name>
    <message>
        <source>fault</source>
        <translation>неисправно</translation>
    </message>
    <message>
        <source>look into it</source>
        <translation>проверить</translation>
    </message>
    <message>
        <source>good</source>
        <translation>в порядке</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>неизвестно</translation>
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
    <name>MenuPage</name>
    <message>
        <source>Status</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>What works, what does not, and since when</source>
        <translation>Что работает, что нет и&#xa0;с&#xa0;каких&#xa0;пор</translation>
    </message>
    <message>
        <source>Readiness drill</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Sixty seconds: touch, sound, line, network</source>
        <translation>За минуту: сенсор, звук, линия,&#xa0;сеть</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>Использование</translation>
    </message>
    <message>
        <source>What is opened, calls, accuracy of predictions</source>
        <translation>Что открывают, вызовы, точность прогнозов</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Stop, feeds, sound, brightness, PIN</source>
        <translation>Остановка, данные, звук, яркость, ПИН-код</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>События</translation>
    </message>
    <message>
        <source>What happened, newest first; the black box</source>
        <translation>Что и когда было; чёрный&#xa0;ящик</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Питание</translation>
    </message>
    <message>
        <source>Start again, out of service, test picture</source>
        <translation>Перезапуск, снятие с работы, проверка экрана</translation>
    </message>
    <message>
        <source>Service menu</source>
        <translation>Сервисное меню</translation>
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
    <name>OutOfService</name>
    <message>
        <source>This screen is out of service</source>
        <translation>Экран не работает</translation>
    </message>
</context>
<context>
    <name>PadPage</name>
    <message>
        <source>%1 s</source>
        <translation>%1 с</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Секунду…</translation>
    </message>
    <message>
        <source>That was not the PIN</source>
        <translation>Неверный ПИН-код</translation>
    </message>
    <message>
        <source>Too many wrong tries. The next one in %1</source>
        <translation>Слишком много неверных попыток. Следующая через %1</translation>
    </message>
    <message>
        <source>No PIN is set on this kiosk. Set it with “kiosk&#xa0;pin&#xa0;set”</source>
        <translation>ПИН-код на этом киоске не задан. Задайте его командой «kiosk&#xa0;pin&#xa0;set»</translation>
    </message>
    <message>
        <source>The PIN cannot be read. Set it anew with “kiosk&#xa0;pin&#xa0;set”</source>
        <translation>ПИН-код не читается. Задайте его заново командой «kiosk&#xa0;pin&#xa0;set»</translation>
    </message>
    <message>
        <source>Enter the six digits</source>
        <translation>Введите шесть цифр</translation>
    </message>
    <message>
        <source>The operator&apos;s USB key is in</source>
        <translation>USB-ключ оператора вставлен</translation>
    </message>
    <message>
        <source>The USB key does not open this kiosk: it has expired</source>
        <translation>USB-ключ не подходит: его срок истёк. Введите ПИН-код</translation>
    </message>
    <message>
        <source>The USB key does not open this kiosk: it is for others</source>
        <translation>USB-ключ не подходит: он выдан для других киосков</translation>
    </message>
    <message>
        <source>The USB key does not open this kiosk: its clock is not set</source>
        <translation>USB-ключ не подходит: часы киоска не выставлены. Введите ПИН-код</translation>
    </message>
    <message>
        <source>The USB key does not open this kiosk: the operator did not sign it</source>
        <translation>USB-ключ не подходит: на нём нет подписи оператора</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>ПИН-код</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>Стереть всё</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Стереть последнюю цифру</translation>
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
    <name>PowerPage</name>
    <message>
        <source>Out of service</source>
        <translation>Снять с работы</translation>
    </message>
    <message>
        <source>Start the program again</source>
        <translation>Перезапуск программы</translation>
    </message>
    <message>
        <source>Start the machine again</source>
        <translation>Перезагрузка компьютера</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Питание</translation>
    </message>
    <message>
        <source>Put up the notice</source>
        <translation>Показать объявление</translation>
    </message>
    <message>
        <source>Start again now</source>
        <translation>Перезапустить сейчас</translation>
    </message>
    <message>
        <source>Passengers read now: “%1”</source>
        <translation>Пассажиры сейчас читают: «%1»</translation>
    </message>
    <message>
        <source>Passengers read why nothing is shown here, and until when. The emergency call stays</source>
        <translation>Пассажиры прочтут, почему экран не работает и до какого времени. Экстренный вызов остаётся</translation>
    </message>
    <message>
        <source>Take into service again</source>
        <translation>Вернуть в работу</translation>
    </message>
    <message>
        <source>Take out of service…</source>
        <translation>Снять с работы…</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Перезапуск</translation>
    </message>
    <message>
        <source>Not during an emergency call</source>
        <translation>Не во время экстренного вызова</translation>
    </message>
    <message>
        <source>The program is back in seconds, the machine in a minute or two. An emergency call is not possible while the machine starts</source>
        <translation>Программа вернётся через секунды, компьютер — через минуту-две. Пока компьютер загружается, экстренный вызов невозможен</translation>
    </message>
    <message>
        <source>Start the program again…</source>
        <translation>Перезапустить программу…</translation>
    </message>
    <message>
        <source>Start the machine again…</source>
        <translation>Перезагрузить компьютер…</translation>
    </message>
    <message>
        <source>Test picture</source>
        <translation>Испытательная картинка</translation>
    </message>
    <message>
        <source>Grey steps, colours, lines of one pixel and a circle: dead pixels, wrong colours and a stretched picture are seen at once</source>
        <translation>Ступени серого, цвета, линии в один пиксель и круг: сразу видны битые пиксели, неверные цвета и растянутое изображение</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Показать</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Почему?</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Ремонт</translation>
    </message>
    <message>
        <source>Cleaning</source>
        <translation>Уборка</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Нет данных</translation>
    </message>
    <message>
        <source>The stop is closed</source>
        <translation>Остановка закрыта</translation>
    </message>
    <message>
        <source>Until when?</source>
        <translation>До какого времени?</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 час</translation>
    </message>
    <message>
        <source>3 hours</source>
        <translation>3 часа</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 часа</translation>
    </message>
    <message>
        <source>Until somebody comes</source>
        <translation>Пока не вернут</translation>
    </message>
    <message>
        <source>The screen and the emergency call are gone for a minute or two. Passengers can dial 112 on their own telephones</source>
        <translation>Экран и экстренный вызов пропадут на минуту-две. Пассажиры могут набрать 112 со своего телефона</translation>
    </message>
    <message>
        <source>The screen is dark for some seconds. Nobody can call 112 on it meanwhile</source>
        <translation>Экран погаснет на несколько секунд. Вызвать 112 с него в это время нельзя</translation>
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
    <name>ReportPage</name>
    <message>
        <source>What is wrong?</source>
        <translation>Что не так?</translation>
    </message>
    <message>
        <source>This bus did not come:</source>
        <translation>Не пришёл автобус:</translation>
    </message>
    <message>
        <source>Another bus did not come</source>
        <translation>Не пришёл другой автобус</translation>
    </message>
    <message>
        <source>The bus did not come</source>
        <translation>Автобус не пришёл</translation>
    </message>
    <message>
        <source>The screen shows something wrong</source>
        <translation>Экран показывает неверно</translation>
    </message>
    <message>
        <source>A button does not work</source>
        <translation>Кнопка не работает</translation>
    </message>
    <message>
        <source>It is cold here</source>
        <translation>Здесь холодно</translation>
    </message>
    <message>
        <source>It is kept at this stop for those who look after it. There will be no answer on this screen.</source>
        <translation>Сообщение сохранено на этой остановке для тех, кто её обслуживает. Ответа на экране не будет.</translation>
    </message>
    <message>
        <source>Thank you, it is written down</source>
        <translation>Спасибо, записано</translation>
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
    <name>SettingsChange</name>
    <message numerus="yes">
        <source>The change is in force. Without your word it is undone in %n s</source>
        <translation>
            <numerusform>Изменение действует. Без подтверждения оно отменится через %n с</numerusform>
            <numerusform>Изменение действует. Без подтверждения оно отменится через %n с</numerusform>
            <numerusform>Изменение действует. Без подтверждения оно отменится через %n с</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds at once. Touch “Keep it” within a minute, or it is undone by itself</source>
        <translation>Действует сразу. В течение минуты нажмите «Оставить», иначе всё вернётся само</translation>
    </message>
    <message>
        <source>The program starts again for it: the screen is dark for some seconds. Then come in again and touch “Keep it” within a minute, or it is undone by itself</source>
        <translation>Программа запустится заново: экран погаснет на несколько секунд. Затем войдите снова и в течение минуты нажмите «Оставить», иначе всё вернётся само</translation>
    </message>
    <message>
        <source>Nothing is changed. Touch “Back” and correct it</source>
        <translation>Ничего не изменено. Нажмите «Назад» и исправьте</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Было</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Станет</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Стало</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>В файле</translation>
    </message>
</context>
<context>
    <name>SettingsField</name>
    <message>
        <source>Clear</source>
        <translation>Стереть</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Применить</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Оставить</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
</context>
<context>
    <name>SettingsPin</name>
    <message>
        <source>Clear all</source>
        <translation>Стереть всё</translation>
    </message>
    <message>
        <source>Delete the last digit</source>
        <translation>Стереть последнюю цифру</translation>
    </message>
</context>
<context>
    <name>SettingsStop</name>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Name of the stop</source>
        <translation>Название остановки</translation>
    </message>
    <message>
        <source>The list of stops is being fetched…</source>
        <translation>Загружается список остановок…</translation>
    </message>
    <message>
        <source>The timetable&apos;s feed cannot be fetched or read: no stop can be chosen now</source>
        <translation>Расписание не загрузить или не прочесть: выбрать остановку сейчас нельзя</translation>
    </message>
    <message>
        <source>No stop has such a name</source>
        <translation>Остановки с таким названием нет</translation>
    </message>
    <message>
        <source>Write a part of the name, or the number of the stop</source>
        <translation>Напишите часть названия или номер остановки</translation>
    </message>
</context>
<context>
    <name>SettingsText</name>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>StatusPage</name>
    <message>
        <source>Status for the phone</source>
        <translation>Состояние для телефона</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>To the phone</source>
        <translation>На телефон</translation>
    </message>
    <message>
        <source>The first look takes a moment</source>
        <translation>Идёт первая проверка…</translation>
    </message>
    <message>
        <source>faults: %1</source>
        <translation>неисправно: %1</translation>
    </message>
    <message>
        <source>to look into: %1</source>
        <translation>проверить: %1</translation>
    </message>
    <message>
        <source>unknown: %1</source>
        <translation>неизвестно: %1</translation>
    </message>
    <message>
        <source>good: %1</source>
        <translation>в порядке: %1</translation>
    </message>
    <message>
        <source>Point the camera of your phone at the code: the whole status appears as text. No network is needed</source>
        <translation>Наведите камеру телефона на код: всё состояние появится текстом. Сеть не нужна</translation>
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
    <name>TestPicture</name>
    <message>
        <source>Touch to end</source>
        <translation>Коснитесь, чтобы закончить</translation>
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
<context>
    <name>TripPage</name>
    <message>
        <source>Report a problem</source>
        <translation>Сообщить о неполадке</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Сообщить</translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>Usage</source>
        <translation>Использование</translation>
    </message>
    <message>
        <source>To a USB stick</source>
        <translation>Записать на флешку</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Этот год</translation>
    </message>
    <message>
        <source>The page of the status tells why</source>
        <translation>Почему, видно в разделе «Состояние»</translation>
    </message>
    <message>
        <source>Nobody used the kiosk, or the log was not kept then</source>
        <translation>Киоском никто не пользовался, или журнал тогда не вёлся</translation>
    </message>
    <message>
        <source>The usage log cannot be read</source>
        <translation>Журнал не читается</translation>
    </message>
    <message>
        <source>The log holds nothing about these days</source>
        <translation>За эти дни записей нет</translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>The clock of this screen may be %n min wrong</source>
        <translation>
            <numerusform>The clock of this screen may be %n min wrong</numerusform>
            <numerusform>The clock of this screen may be %n min wrong</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min late</source>
        <translation>
            <numerusform>%n min late</numerusform>
            <numerusform>%n min late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min early</source>
        <translation>
            <numerusform>%n min early</numerusform>
            <numerusform>%n min early</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>position %n min old</source>
        <translation>
            <numerusform>position %n min old</numerusform>
            <numerusform>position %n min old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s) away</source>
        <translation>
            <numerusform>%n stop away</numerusform>
            <numerusform>%n stops away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>left %n min ago</source>
        <translation>
            <numerusform>left %n min ago</numerusform>
            <numerusform>left %n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signal %n second(s) ago</source>
        <translation>
            <numerusform>signal %n second ago</numerusform>
            <numerusform>signal %n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signal %n minute(s) ago</source>
        <translation>
            <numerusform>signal %n minute ago</numerusform>
            <numerusform>signal %n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>112 may call back for %n more min</source>
        <translation>
            <numerusform>112 may call back for %n more minute</numerusform>
            <numerusform>112 may call back for %n more minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The operator may call back for %n more min. Stay here</source>
        <translation>
            <numerusform>The operator may call back for %n more minute. Stay here</numerusform>
            <numerusform>The operator may call back for %n more minutes. Stay here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Others see this screen. You have %n min, then everything is erased</source>
        <translation>
            <numerusform>Others see this screen. You have %n min, then everything is erased</numerusform>
            <numerusform>Others see this screen. You have %n min, then everything is erased</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ArrivalsPage</name>
    <message numerus="yes">
        <source>Later: %n more</source>
        <translation>
            <numerusform>Later: %n more</numerusform>
            <numerusform>Later: %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrowseTimeUp</name>
    <message numerus="yes">
        <source>%n more minute(s)</source>
        <translation>
            <numerusform>%n more minute</numerusform>
            <numerusform>%n more minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsChange</name>
    <message numerus="yes">
        <source>The change is in force. Without your word it is undone in %n s</source>
        <translation>
            <numerusform>The change is in force. Without your word it is undone in %n s</numerusform>
            <numerusform>The change is in force. Without your word it is undone in %n s</numerusform>
        </translation>
    </message>
</context>
</TS>

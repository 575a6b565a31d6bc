import QtQuick

// What the phone must show before its owner opens it. Many phones leave out "www.", so it is not asked for.
Label {
    required property string host

    color: Theme.colours.quiet
    font.pixelSize: Theme.phoneNote
    maximumLineCount: 6
    text: qsTr("Your phone must show %1. If it shows anything else, do not open it: a sticker may cover the code").arg(host.replace(/^www\./, ""))
    wrapMode: Text.WordWrap
}

import QtQuick

// A board without buses says why, in a sentence of its own; it is never blank.
Column {
    id: notice

    required property string icon
    required property string text
    required property string more

    spacing: Theme.gap

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.colours.quiet
        name: notice.icon
        size: Theme.noticeIcon
    }
    Label {
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: 4
        text: notice.text
        width: parent.width
        wrapMode: Text.Wrap
    }
    Label {
        color: Theme.colours.quiet
        font.pixelSize: Theme.word
        horizontalAlignment: Text.AlignHCenter
        maximumLineCount: 4
        text: notice.more
        visible: text !== ""
        width: parent.width
        wrapMode: Text.Wrap
    }
}

import QtQuick

// What the operator has to say on the board, quietly: two lines at most.
Item {
    id: line

    required property string text

    implicitHeight: words.implicitHeight + Theme.gapSmall

    Icon {
        id: sign

        color: Theme.colours.quiet
        name: "info-circle"
        size: Theme.past
        y: words.y + (words.implicitHeight / words.lineCount - height) / 2
    }
    Label {
        id: words

        Accessible.role: Accessible.StaticText
        anchors.left: sign.right
        anchors.leftMargin: Theme.gapSmall
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.quiet
        font.pixelSize: Theme.past
        maximumLineCount: 2
        objectName: "info"
        text: line.text
        wrapMode: Text.Wrap
    }
}

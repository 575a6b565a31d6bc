import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// The state of the call, to be read from five metres: a sign, giant words, a colour of its own.
Rectangle {
    id: band

    required property CallScreen call
    required property bool portrait

    readonly property string look: call.look
    readonly property var colours: {
        switch (look) {
        case "dialing":
            return [Theme.colours.callDialing, Theme.colours.callDialingText];
        case "ringing":
            return [Theme.colours.callRinging, Theme.colours.callRingingText];
        case "connected":
            return [Theme.colours.callConnected, Theme.colours.callConnectedText];
        case "retrying":
        case "lost":
            return [Theme.colours.callFailing, Theme.colours.callFailingText];
        case "ended":
            return [Theme.colours.callEnded, Theme.colours.callEndedText];
        }
        return [Theme.colours.emergency, Theme.colours.emergencyText];
    }
    readonly property color ink: colours[1]
    // What is said aloud of it: not every second of a countdown.
    readonly property string spoken: look === "retrying" || call.more === "" ? call.title : call.title + ". " + call.more
    // 0 to 1 and back: the one thing on this screen that may flash, and slowly.
    property real flash: 0

    Accessible.name: [call.title, call.more, call.ownPhone].filter(words => words !== "").join(". ")
    Accessible.role: Accessible.AlertMessage
    color: flash > 0 ? Qt.darker(colours[0], 1 + flash) : colours[0]
    objectName: "callState"

    onSpokenChanged: Accessible.announce(spoken, Accessible.Assertive)

    SequentialAnimation on flash {
        loops: Animation.Infinite
        running: band.look === "incoming"

        onStopped: band.flash = 0

        NumberAnimation {
            duration: 700
            to: 1
        }
        NumberAnimation {
            duration: 700
            to: 0
        }
    }
    // The title at its full size, to know how much room it would take.
    Label {
        id: natural

        font: title.font
        lineHeight: title.lineHeight
        maximumLineCount: title.maximumLineCount
        text: title.text
        visible: false
        width: title.width
        wrapMode: title.wrapMode
    }
    GridLayout {
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.margin
        height: Math.min(implicitHeight, parent.height - 2 * Theme.gapSmall)
        flow: band.portrait ? GridLayout.TopToBottom : GridLayout.LeftToRight
        rowSpacing: Theme.gapSmall

        RowLayout {
            Layout.alignment: Qt.AlignCenter
            spacing: Theme.margin
            visible: band.height > 2 * Theme.callIcon

            GridLayout {
                columnSpacing: Theme.margin
                flow: band.portrait ? GridLayout.LeftToRight : GridLayout.TopToBottom
                rowSpacing: Theme.gap

                Icon {
                    Layout.alignment: Qt.AlignCenter
                    color: band.ink
                    name: band.call.icon
                    objectName: "callIcon"
                    size: Theme.callIcon
                }
                CallDots {
                    Layout.alignment: Qt.AlignCenter
                    ink: band.ink
                    visible: band.call.moving
                }
            }
            Label {
                Layout.preferredHeight: Theme.callNumber * 0.85
                color: band.ink
                font.pixelSize: Theme.callNumber
                font.weight: Font.Bold
                objectName: "callNumber"
                text: band.call.number
                verticalAlignment: Text.AlignVCenter
                visible: band.call.number > 0
            }
        }
        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: true
            spacing: Theme.gapSmall

            Label {
                id: title

                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.maximumHeight: natural.implicitHeight
                Layout.minimumHeight: Theme.callTitleLeast
                Layout.preferredHeight: natural.implicitHeight
                color: band.ink
                font.pixelSize: band.call.title.length > 24 || (band.call.number > 0 && !band.portrait) ? Theme.callSentence : band.portrait ? Theme.callTitle : Theme.callTitleFlat
                font.weight: Font.Bold
                fontSizeMode: Text.Fit
                horizontalAlignment: band.portrait ? Text.AlignHCenter : Text.AlignLeft
                lineHeight: 0.95
                maximumLineCount: 5
                minimumPixelSize: Theme.callTitleLeast
                objectName: "callTitle"
                text: band.call.title
                verticalAlignment: band.call.more !== "" ? Text.AlignBottom : Text.AlignVCenter
                wrapMode: Text.WordWrap
            }
            Label {
                Layout.fillWidth: true
                color: band.ink
                font.pixelSize: band.portrait ? Theme.callMore : Theme.callMoreFlat
                font.weight: Font.Medium
                horizontalAlignment: band.portrait ? Text.AlignHCenter : Text.AlignLeft
                maximumLineCount: 3
                objectName: "callMore"
                text: band.call.more
                visible: text !== ""
                wrapMode: Text.WordWrap
            }
        }
    }
}

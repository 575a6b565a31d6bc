pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Screens

// A call from its countdown to its end. Words stand high, what is touched stands low; where this is, always.
Rectangle {
    id: page

    required property CallScreen call
    required property Passenger passenger
    required property bool portrait

    // On a squat panel the state comes first: the tiles wait until they can be touched.
    readonly property bool squat: portrait && height < 1.3 * width
    readonly property bool phrases: call.offersPhrases && (call.talking || !squat)

    component WayOut: CallButton {
        byHold: page.call.wayOut === "hold"
        icon: page.call.wayOut === "close" ? "arrow-left" : "x"
        objectName: "wayOut"
        text: page.call.wayOutText

        onActivated: page.call.giveUp()
    }

    color: Theme.colours.panel
    objectName: "callPage"

    // Nothing of it reaches whatever lies below.
    TapHandler {
        gesturePolicy: TapHandler.WithinBounds
    }
    CallState {
        id: state

        anchors.bottom: ownPhone.top
        anchors.left: parent.left
        anchors.right: place.right
        anchors.top: parent.top
        call: page.call
        portrait: page.portrait
    }
    Rectangle {
        id: ownPhone

        anchors.bottom: place.top
        anchors.left: parent.left
        anchors.right: place.right
        color: Theme.colours.banner
        height: page.call.ownPhone !== "" ? Math.max(words.implicitHeight + 2 * Theme.gapSmall, Theme.px(96)) : 0
        objectName: "ownPhone"
        visible: page.call.ownPhone !== ""

        Icon {
            id: phone

            anchors.left: parent.left
            anchors.leftMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.bannerText
            name: "device-mobile"
            size: Theme.px(56)
        }
        Label {
            id: words

            anchors.left: phone.right
            anchors.leftMargin: Theme.gapSmall
            anchors.right: parent.right
            anchors.rightMargin: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.colours.bannerText
            font.pixelSize: page.portrait ? Theme.ownPhone : Theme.ownPhoneFlat
            font.weight: Font.DemiBold
            maximumLineCount: 3
            text: page.call.ownPhone
            wrapMode: Text.WordWrap
        }
    }
    CallPlace {
        id: place

        anchors.bottom: page.portrait ? actions.top : parent.bottom
        anchors.left: parent.left
        anchors.right: page.portrait ? parent.right : actions.left
        call: page.call
        portrait: page.portrait
    }
    Item {
        id: actions

        anchors.bottom: tiles.top
        anchors.right: parent.right
        anchors.top: page.portrait ? undefined : parent.top
        height: content.implicitHeight + Theme.gap
        width: page.portrait ? parent.width : Math.min(Theme.callSide, Math.round(parent.width * 0.45))

        ColumnLayout {
            id: content

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.leftMargin: page.portrait ? Theme.margin : Theme.gap
            anchors.right: parent.right
            anchors.rightMargin: anchors.leftMargin
            height: page.portrait ? implicitHeight : Math.min(implicitHeight, parent.height - Theme.gapSmall)
            spacing: Theme.touchGap

            CallPhrases {
                Layout.fillHeight: true
                Layout.fillWidth: true
                call: page.call
                visible: page.phrases
            }
            CallButton {
                Layout.fillWidth: true
                icon: "phone-call"
                inviting: true
                large: true
                objectName: "answer"
                text: qsTr("Answer now")
                visible: page.call.answerable

                onActivated: page.call.answer()
            }
            WayOut {
                Layout.fillWidth: true
                large: true
                visible: !page.phrases
            }
        }
    }
    TileBar {
        id: tiles

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        bare: !page.phrases
        passenger: page.passenger
        portrait: page.portrait
        width: actions.width

        WayOut {
            Layout.columnSpan: page.portrait ? 1 : 2
            Layout.fillWidth: true
            visible: page.phrases
        }
    }
    // A call-back flashes round the whole page: whoever just went a step away should see it.
    Rectangle {
        anchors.fill: parent
        border.color: state.color
        border.width: Theme.gapTiny
        color: "transparent"
        visible: page.call.look === "incoming"
    }
}
